import type { ClientId, ConversationId } from '@/contracts/ids'
import type { PendingMessage } from './kith'
import { type OutboxRecord, shownOf } from './outbox-record'

const NONE: readonly OutboxRecord[] = []

/** What waits, by conversation, in the order in which it goes out. */
export class OutboxRecords {
  readonly #byId = new Map<ClientId, OutboxRecord>()
  readonly #byConversation = new Map<ConversationId, readonly OutboxRecord[]>()
  readonly #shown = new Map<ConversationId, readonly PendingMessage[]>()
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

  /** Those that are to be seen as waiting; the same list until one of them changes. */
  shownIn(conversationId: ConversationId): readonly PendingMessage[] {
    return this.#shown.get(conversationId) ?? NONE
  }

  shown(): readonly PendingMessage[] {
    return [...this.#shown.values()].flat()
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
    this.#put(record.conversationId, [...others.slice(0, at), record, ...others.slice(at)])
  }

  delete(record: OutboxRecord): void {
    this.#byId.delete(record.clientId)
    this.#gone.add(record.clientId)
    this.#put(record.conversationId, this.#without(record))
  }

  #put(conversationId: ConversationId, records: readonly OutboxRecord[]): void {
    if (records.length > 0) this.#byConversation.set(conversationId, records)
    else this.#byConversation.delete(conversationId)
    const shown = records.map(shownOf).filter((one) => one !== null)
    if (shown.length > 0) this.#shown.set(conversationId, shown)
    else this.#shown.delete(conversationId)
  }

  #without({ conversationId, clientId }: OutboxRecord): readonly OutboxRecord[] {
    return this.of(conversationId).filter((record) => record.clientId !== clientId)
  }
}
