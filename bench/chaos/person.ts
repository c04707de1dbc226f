import { setTimeout as wait } from 'node:timers/promises'
import type { KithClient, NewAttachment } from '@/client/kith'
import { connect, type NodeClient, signUp } from '@/client/node'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { Random } from '../random'
import { changeSomething } from './changes'
import { Heard } from './heard'
import { Outages } from './outages'
import { OwnMarks } from './own-marks'
import { Words } from './said'
import type { Things } from './things'

const PASSWORD = 'chaos needs a password'
/** Past this a person waits for the network before they go on talking. */
const MOST_PENDING = 60
const RETRY_MS = 250
const MOST_PLACES = 4

/** How somebody talks. */
export interface Manner {
  /** Between two messages, on average. */
  readonly pauseMs: number
  /** Of messages that carry files. */
  readonly attaching: number
}

/** A group that somebody may take people out of, and back in. */
export interface OwnGroup {
  readonly conversationId: ConversationId
  readonly members: readonly UserId[]
  readonly out: Set<UserId>
}

/** Somebody with a client, which may die and be replaced. */
export class Person {
  readonly userName: string
  readonly words = new Words()
  readonly heard: Heard
  readonly marks: OwnMarks
  readonly outages = new Outages()
  readonly conversationIds = new Set<ConversationId>()
  readonly groups: OwnGroup[] = []
  /** Who may be blocked and unblocked. */
  readonly blockable: UserId[] = []
  /** Changes other than messages whose fate isn't known: what was wished is shown meanwhile. */
  changing = 0
  readonly #wayUrl: string
  #connected: NodeClient | null = null
  #unfollow: () => void = () => {}
  #replacing = false

  private constructor(userName: string, wayUrl: string) {
    this.userName = userName
    this.#wayUrl = wayUrl
    this.heard = new Heard(userName)
    this.marks = new OwnMarks(userName)
  }

  static async signUp({ index, url, wayUrl }: { index: number; url: string; wayUrl: string }): Promise<Person> {
    const userName = `person-${index + 1}`
    await signUp({ url, userName, fullName: `Person ${index + 1}`, password: PASSWORD })
    const person = new Person(userName, wayUrl)
    await person.#begin()
    return person
  }

  get client(): KithClient {
    return this.#here.client
  }

  get trpc(): NodeClient['trpc'] {
    return this.#here.trpc
  }

  get userId(): UserId {
    return this.#here.userId
  }

  /** Messages that are on their way. */
  get pending(): number {
    return this.client.pending.getState().filter(({ status }) => status !== 'failed').length
  }

  get #here(): NodeClient {
    if (!this.#connected) throw new Error(`${this.userName} has no client.`)
    return this.#connected
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
  async talk(random: Random, things: Things, manner: Manner, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // So that not all begin at once.
      await wait(random.between(0.3, 1.7) * manner.pauseMs, undefined, { signal }).catch(() => {})
      if (!this.#replacing && !signal.aborted) this.#act(random, things, manner)
    }
  }

  #act(random: Random, things: Things, { attaching }: Manner): void {
    const conversationId = random.pick([...this.conversationIds])
    const conversation = this.client.conversation(conversationId)
    if (random.chance(0.3)) conversation.read(conversation.store.getState().lastSeq)
    if (random.chance(0.1)) conversation.typing()
    if (random.chance(0.1)) this.#change(conversationId, random)
    if (this.pending >= MOST_PENDING) return
    this.say(conversationId, random.chance(0.2) ? this.#others(conversationId, random) : [], [
      ...(random.chance(attaching) ? things(random) : []),
    ])
  }

  say(
    conversationId: ConversationId,
    others: readonly ConversationId[] = [],
    attachments: readonly NewAttachment[] = [],
  ): void {
    const text = this.nextText()
    const ids = [conversationId, ...others]
    const places = ids.map((id) => ({ conversationId: id }))
    const clientId =
      ids.length === 1
        ? this.client.conversation(conversationId).send(text, { attachments })
        : this.client.sendTo(places, text, { attachments })
    this.words.add(clientId, ids)
  }

  /** Its last word says which it is. */
  nextText(): string {
    return `${this.userName} says ${this.words.all.length + 1}`
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

  async #begin(): Promise<void> {
    const connected = await connect({
      url: this.#wayUrl,
      userName: this.userName,
      password: PASSWORD,
      dial: this.heard.dial,
    })
    const { client } = connected
    this.#connected = connected
    this.heard.begin(
      connected.userId,
      client.overview.getState().lines.map(({ entry }) => {
        const { id } = entry.conversation
        return { id, lastSeq: client.conversation(id).store.getState().lastSeq, active: entry.member.active }
      }),
    )
    const ends = [
      connected.follow((event) => this.heard.applied(event)),
      this.marks.follow(client),
      this.outages.follow(client),
      this.#followFates(client),
    ]
    this.#unfollow = () => {
      for (const end of ends) end()
    }
  }

  /** What leaves the outbox without having failed was acknowledged. What failed was shown; then it is put away. */
  #followFates(client: KithClient): () => void {
    return client.pending.subscribe((now, before) => {
      const waiting = new Set(now.map(({ clientId }) => clientId))
      for (const { clientId, status } of now) {
        if (status !== 'failed') continue
        this.words.settle(clientId, 'refused')
        queueMicrotask(() => client.cancelPending(clientId))
      }
      for (const { clientId, status } of before) {
        if (!waiting.has(clientId)) this.words.settle(clientId, status === 'failed' ? 'refused' : 'acknowledged')
      }
    })
  }

  /** As after a `kill -9` of the client, with what waited in it: a new one that knows nothing. */
  async replaceClient(): Promise<void> {
    if (this.#replacing) return
    this.#replacing = true
    this.#unfollow()
    this.words.lose()
    await this.#here.close()
    await this.#comeBack()
    for (const conversationId of this.conversationIds) this.client.conversation(conversationId).open()
    this.#replacing = false
  }

  async #comeBack(): Promise<void> {
    for (;;) {
      try {
        return await this.#begin()
      } catch {
        // The way is broken just now, or nobody is at its end.
        await wait(RETRY_MS)
      }
    }
  }

  async stop(): Promise<void> {
    this.#unfollow()
    await this.#here.close()
  }
}
