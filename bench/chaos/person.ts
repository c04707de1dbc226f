import { setTimeout as wait } from 'node:timers/promises'
import type { KithClient, NewAttachment } from '@/client/kith'
import { connect, type NodeClient, signUp } from '@/client/node'
import type { ClientId, ConversationId, UserId } from '@/contracts/ids'
import type { Random } from '../random'
import { changeSomething } from './changes'
import type { Things } from './things'

const PASSWORD = 'chaos needs a password'
const PAUSE_MS = { least: 150, most: 900 }
/** Past this a person waits for the network before they go on talking. */
const MOST_PENDING = 60
const RETRY_MS = 250
const MOST_PLACES = 4

/** A message and what its sender was told of it. `lost`: its client died before it was told anything. */
export interface Said {
  readonly clientId: ClientId
  readonly conversationIds: readonly ConversationId[]
  /** The how-manieth message of its sender. */
  readonly order: number
  fate: 'waiting' | 'acknowledged' | 'refused' | 'lost'
}

/** Somebody with a client, which may die and be replaced. */
export class Person {
  readonly userName: string
  readonly said: Said[] = []
  readonly conversationIds = new Set<ConversationId>()
  /** Changes other than messages whose fate isn't known: what was wished is shown meanwhile. */
  changing = 0
  readonly #wayUrl: string
  #connected: NodeClient
  #unfollow: () => void
  #replacing = false

  private constructor(userName: string, wayUrl: string, connected: NodeClient) {
    this.userName = userName
    this.#wayUrl = wayUrl
    this.#connected = connected
    this.#unfollow = this.#follow(connected.client)
  }

  static async signUp({ index, url, wayUrl }: { index: number; url: string; wayUrl: string }): Promise<Person> {
    const userName = `person-${index + 1}`
    await signUp({ url, userName, fullName: `Person ${index + 1}`, password: PASSWORD })
    return new Person(userName, wayUrl, await connect({ url: wayUrl, userName, password: PASSWORD }))
  }

  get client(): KithClient {
    return this.#connected.client
  }

  get trpc(): NodeClient['trpc'] {
    return this.#connected.trpc
  }

  get userId(): UserId {
    return this.#connected.userId
  }

  /** A client that has seen nothing yet, straight at `url`. */
  newcomer(url: string): Promise<NodeClient> {
    return connect({ url, userName: this.userName, password: PASSWORD })
  }

  join(conversationId: ConversationId): void {
    this.conversationIds.add(conversationId)
    this.client.conversation(conversationId).open()
  }

  /** Sends, reads and types at a bounded rate. */
  async talk(random: Random, things: Things, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!this.#replacing) this.#act(random, things)
      await wait(random.between(PAUSE_MS.least, PAUSE_MS.most))
    }
  }

  #act(random: Random, things: Things): void {
    const conversationId = random.pick([...this.conversationIds])
    const conversation = this.client.conversation(conversationId)
    if (random.chance(0.3)) conversation.read(conversation.store.getState().lastSeq)
    if (random.chance(0.1)) conversation.typing()
    if (random.chance(0.1)) this.#change(conversationId, random)
    if (this.client.pending.getState().length >= MOST_PENDING) return
    this.#say(conversationId, random, random.chance(0.2) ? things(random) : [])
  }

  #say(conversationId: ConversationId, random: Random, attachments: readonly NewAttachment[]): void {
    const order = this.said.length + 1
    const text = `${this.userName} says ${order}`
    const conversationIds = [conversationId, ...(random.chance(0.2) ? this.#others(conversationId, random) : [])]
    const clientId =
      conversationIds.length === 1
        ? this.client.conversation(conversationId).send(text, { attachments })
        : this.client.sendTo(
            conversationIds.map((id) => ({ conversationId: id })),
            text,
            { attachments },
          )
    this.said.push({ clientId, conversationIds, order, fate: 'waiting' })
  }

  #others(conversationId: ConversationId, random: Random): ConversationId[] {
    const others = [...this.conversationIds].filter((id) => id !== conversationId && random.chance(0.5))
    return others.slice(0, MOST_PLACES - 1)
  }

  /** What isn't a message: it gets through or it doesn't, and nobody tries it again. */
  #change(conversationId: ConversationId, random: Random): void {
    this.changing += 1
    changeSomething(this, conversationId, random)
      .catch(() => {})
      .finally(() => {
        this.changing -= 1
      })
  }

  /** What leaves the outbox without having failed was acknowledged. */
  #follow(client: KithClient): () => void {
    return client.pending.subscribe((now, before) => {
      const waiting = new Set(now.map((message) => message.clientId))
      for (const { clientId, status } of before) {
        if (!waiting.has(clientId)) this.#settle(clientId, status === 'failed' ? 'refused' : 'acknowledged')
      }
      for (const { clientId, status } of now) if (status === 'failed') this.#settle(clientId, 'refused')
    })
  }

  #settle(clientId: ClientId, fate: Said['fate']): void {
    const said = this.said.findLast((each) => each.clientId === clientId)
    if (said) said.fate = fate
  }

  async replaceClient(): Promise<void> {
    if (this.#replacing) return
    this.#replacing = true
    this.#unfollow()
    for (const said of this.said) if (said.fate === 'waiting') said.fate = 'lost'
    await this.#connected.close()
    this.#connected = await this.#comeBack()
    this.#unfollow = this.#follow(this.client)
    for (const conversationId of this.conversationIds) this.client.conversation(conversationId).open()
    this.#replacing = false
  }

  async #comeBack(): Promise<NodeClient> {
    for (;;) {
      try {
        return await connect({ url: this.#wayUrl, userName: this.userName, password: PASSWORD })
      } catch {
        // The way is broken just now, or nobody is at its end.
        await wait(RETRY_MS)
      }
    }
  }

  async stop(): Promise<void> {
    this.#unfollow()
    await this.#connected.close()
  }
}

/** Puts people into one conversation: a group by this name, or a direct chat of two. */
export async function meet(people: readonly Person[], name?: string): Promise<ConversationId> {
  const [first, ...others] = people
  const second = others[0]
  if (!first || !second) throw new Error('It takes two to meet.')
  const conversationId =
    name === undefined
      ? await first.client.openDirect(second.userId)
      : (await first.trpc.conversations.createGroup.mutate({ name, userIds: others.map((person) => person.userId) }))
          .conversationId
  for (const person of people) person.join(conversationId)
  return conversationId
}
