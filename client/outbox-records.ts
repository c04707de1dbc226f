import type { ClientId, ConversationId } from '@/contracts/ids'
import type { OutboxRecord } from './outbox-record'

const NONE: readonly OutboxRecord[] = []

/** What waits, by conversation, in the order in which it goes out. */
export class OutboxRecords {
  readonly #byId = new Map<ClientId, OutboxRecord>()
  readonly #byConversation = new Map<ConversationId, readonly OutboxRecord[]>()
  /** Taken away in this run: a read of the store that began before doesn't bring them back. */
  readonly #gone = new Set<ClientId>()
  #lastOrder = 0

  get(clientId: ClientId): OutboxRecord | undefined {
    return this.#byId.get(clientId)
  }

  of(conversationId: ConversationId): readonly OutboxRecord[] {
    return this.#byConversation.get(conversationId) ?? NONE
  }

  conversations(): IterableIterator<[ConversationId, readonly OutboxRecord[]]> {
    return this.#byConversation.entries()
  }

  all(): readonly OutboxRecord[] {
    return [...this.#byConversation.values()].flat()
  }

  isGone(clientId: ClientId): boolean {
    return this.#gone.has(clientId)
  }

  /** Behind everything that is here, and by the clock otherwise. */
  nextOrder(now: number): number {
    this.#lastOrder = Math.max(now, this.#lastOrder + 0.001)
    return this.#lastOrder
  }

  set(record: OutboxRecord): void {
    this.#byId.set(record.clientId, record)
    this.#lastOrder = Math.max(this.#lastOrder, record.order)
    const others = this.#without(record)
    const behind = others.findIndex(({ order }) => order > record.order)
    const at = behind < 0 ? others.length : behind
    this.#byConversation.set(record.conversationId, [...others.slice(0, at), record, ...others.slice(at)])
  }

  delete(record: OutboxRecord): void {
    this.#byId.delete(record.clientId)
    this.#gone.add(record.clientId)
    const others = this.#without(record)
    if (others.length > 0) this.#byConversation.set(record.conversationId, others)
    else this.#byConversation.delete(record.conversationId)
  }

  #without({ conversationId, clientId }: OutboxRecord): readonly OutboxRecord[] {
    return this.of(conversationId).filter((record) => record.clientId !== clientId)
  }
}
