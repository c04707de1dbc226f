import type { Draft } from '@/contracts/dto'
import type { PrivateStateInput } from '@/contracts/inputs'
import { KithError } from '@/server/domain/errors'
import { Drafts } from '../drafts'
import { memoryDrafts } from '../drafts-kept'
import type { StateTold } from '../state-told'
import { Chance } from './chance'
import { Timers } from './timers'

export const CHAT = '1'

/** What the server does about drafts (application/conversations.contract.ts): the later one stays. */
export class DraftServer {
  draft: Draft | null = null
  version = 1
  asked = 0

  take({ draft }: PrivateStateInput): void {
    this.asked += 1
    if (draft && (this.draft === null || draft.at > this.draft.at)) this.draft = draft
    this.version += 1
  }

  told(): StateTold {
    return { conversationId: CHAT, delivered: 0, state: { version: this.version, draft: this.draft } } as StateTold
  }
}

/** What is under way: run in any order, or not at all. */
export type Road = (() => void)[]

/** One of a person's browsers, on a clock that may be wrong. */
export class DraftDevice {
  readonly timers: Timers
  readonly #server: DraftServer
  readonly #road: Road
  readonly #kept = memoryDrafts()
  readonly #skewMs: number
  #told: StateTold['state'] | null = null
  mostInFlight = 0
  online = true
  closed = false
  drafts: Drafts

  constructor(server: DraftServer, road: Road, { timers = new Timers(), skewMs = 0 } = {}) {
    this.#server = server
    this.#road = road
    this.timers = timers
    this.#skewMs = skewMs
    this.drafts = this.#start()
  }

  get text(): string {
    return this.drafts.store.getState().get(CHAT)?.text ?? ''
  }

  type(text: string): void {
    this.drafts.write(CHAT, { text, replyTo: null })
  }

  /** A push, or what was loaded. */
  hear({ state }: StateTold): void {
    if (state.version <= (this.#told?.version ?? 0)) return
    this.#told = state
    this.drafts.follow(CHAT)
  }

  connect(): void {
    this.online = true
    this.hear(this.#server.told())
    this.drafts.reconnected()
  }

  /** What wasn't kept is gone. */
  reload(): void {
    this.drafts.stop()
    this.drafts = this.#start()
    this.drafts.follow(CHAT)
  }

  #start(): Drafts {
    const life = { inFlight: 0 }
    const environment = this.timers.environment(new Chance(1))
    return new Drafts({
      environment,
      clock: { now: () => environment.now() + this.#skewMs },
      kept: this.#kept,
      reachable: () => this.online,
      told: () => (this.closed ? 'closed' : (this.#told?.draft ?? null)),
      setPrivateState: (input) => this.#ask(input, life),
      stateTold: (told) => this.hear(told),
    })
  }

  /** The request gets lost, or the answer, when this isn't online at the time. */
  #ask(input: PrivateStateInput, life: { inFlight: number }): Promise<StateTold> {
    life.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, life.inFlight)
    const lost = (): KithError => new KithError('busy', 'The server can’t be reached.')
    return new Promise<StateTold>((resolve, reject) => {
      this.#road.push(() => {
        if (!this.online) return reject(lost())
        this.#server.take(input)
        const told = this.#server.told()
        this.#road.push(() => (this.online ? resolve(told) : reject(lost())))
      })
    }).finally(() => {
      life.inFlight -= 1
    })
  }
}
