import type { ConversationId, UserId } from '@/contracts/ids'
import type { Api } from '../api'
import { createKithClient } from '../create-client'
import { memoryDrafts } from '../drafts-kept'
import type { ConversationHandle, KithClient } from '../kith'
import type { Chance } from './chance'
import { Disk } from './disk'
import { FakeConnection } from './fake-connection'
import type { ModelServer } from './model-server'
import type { Network } from './network'
import type { Timers } from './timers'

/** A since page of the tests: small, so that falling too far behind happens. */
const SINCE_MAX = 2

interface Surroundings {
  readonly server: ModelServer
  readonly network: Network
  readonly timers: Timers
  readonly chance: Chance
  /** Left out: by chance. */
  readonly firstLines?: number
}

interface Life {
  readonly client: KithClient
  readonly connection: FakeConnection
}

/** One of a user's devices, whose client can be restarted over what it stored. */
export class Device {
  readonly id: string
  readonly userId: UserId
  readonly #around: Surroundings
  /** How far its clock is ahead of the server's. */
  readonly #skewMs: number
  readonly #disk = new Disk()
  readonly #drafts = memoryDrafts()
  #lives = 0
  #life: Life
  readonly open = new Map<ConversationId, ConversationHandle>()

  constructor(id: string, userId: UserId, around: Surroundings, skewMs = 0) {
    this.id = id
    this.userId = userId
    this.#skewMs = skewMs
    this.#around = around
    this.#life = this.#start()
  }

  get client(): KithClient {
    return this.#life.client
  }
  get connection(): FakeConnection {
    return this.#life.connection
  }

  /** As after a crash: what wasn't written is gone. */
  restart(): void {
    const { client } = this.#life
    this.connection.cut()
    this.open.clear()
    this.#life = this.#start()
    void client.stop()
  }

  /** What is left of what waited, records and files. */
  async waiting(): Promise<readonly unknown[]> {
    return [...(await this.#disk.all('outbox')), ...(await this.#disk.all('files'))]
  }

  toggle(id: ConversationId): void {
    const handle = this.open.get(id)
    if (handle) {
      handle.close()
      this.open.delete(id)
      return
    }
    const opened = this.client.conversation(id)
    opened.open()
    this.open.set(id, opened)
  }

  #start(): Life {
    const { server, network, timers, chance, firstLines = chance.below(3) } = this.#around
    this.#lives += 1
    const life = this.#lives
    const over = <T>(work: () => Promise<T>): Promise<T> => network.request(work, () => life === this.#lives)
    const connection = new FakeConnection(network, (name, input) => server.answer(this.userId, name, input, this.id))
    const environment = timers.environment(chance)
    const client = createKithClient({
      me: { profile: server.profile(this.userId), role: 'user', sessionId: '1' },
      api: overNetwork(server.api(this.userId, SINCE_MAX), over),
      storage: this.#disk.mount(),
      drafts: this.#drafts,
      environment: { ...environment, now: () => environment.now() + this.#skewMs },
      connection,
      transfer: {
        digest: () => Promise.reject(new Error('Not part of the model.')),
        bring: () => Promise.reject(new Error('Not part of the model.')),
        discard: () => Promise.reject(new Error('Not part of the model.')),
      },
      prefetch: chance.below(2),
      firstLines,
      gatherMs: chance.below(2) * 40,
    })
    return { client, connection }
  }
}

function overNetwork(api: Api, over: <T>(work: () => Promise<T>) => Promise<T>): Api {
  const asks = Object.entries(api) as [string, (...input: unknown[]) => Promise<unknown>][]
  return Object.fromEntries(
    asks.map(([name, ask]) => [name, (...input: unknown[]) => over(() => ask(...input))]),
  ) as unknown as Api
}
