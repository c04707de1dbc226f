import type { ClientId, ConversationId, UserId } from '@/contracts/ids'
import type { PendingMessage, PendingPlace } from './kith'
import type { OutboxFiles } from './outbox-files'
import type { OutboxRecord } from './outbox-record'

const NONE: readonly PendingMessage[] = []

/** What waits, in the order in which it goes out, and by the conversations it goes to. */
export class OutboxRecords {
  readonly #files: OutboxFiles
  readonly #directWith: (userId: UserId) => ConversationId | undefined
  readonly #byId = new Map<ClientId, OutboxRecord>()
  #all: readonly OutboxRecord[] = []
  /** As they are shown; the same until the record changes. */
  #views = new WeakMap<OutboxRecord, PendingMessage>()
  readonly #shown = new Map<ConversationId, readonly PendingMessage[]>()
  /** Taken away in this run: a read of the store that began before doesn't bring them back. */
  readonly #gone = new Set<ClientId>()
  #lastOrder = 0

  constructor(files: OutboxFiles, directWith: (userId: UserId) => ConversationId | undefined) {
    this.#files = files
    this.#directWith = directWith
  }

  get(clientId: ClientId): OutboxRecord | undefined {
    return this.#byId.get(clientId)
  }

  get all(): readonly OutboxRecord[] {
    return this.#all
  }

  of(conversationId: ConversationId): readonly OutboxRecord[] {
    if (this.#all.length === 0) return this.#all
    return this.#all.filter((record) => this.lanesOf(record).includes(conversationId))
  }

  /** The conversations it goes to, in each of which messages keep their order; a name for one that isn't known yet. */
  lanesOf({ sent, places }: OutboxRecord): readonly string[] {
    if (sent) return sent.places.map(({ conversationId }) => conversationId)
    return places.map((place) => this.laneOf(place))
  }

  laneOf(place: PendingPlace): string {
    if ('conversationId' in place) return place.conversationId
    return this.#directWith(place.userId) ?? `user ${place.userId}`
  }

  /** Those that are to be seen as waiting there; the same list until one of them changes. */
  shownIn(conversationId: ConversationId): readonly PendingMessage[] {
    if (this.#all.length === 0) return NONE
    let shown = this.#shown.get(conversationId)
    if (!shown) {
      const here = this.of(conversationId).filter((record) => !record.here?.includes(conversationId) && isShown(record))
      shown = here.length > 0 ? here.map((record) => this.#view(record)) : NONE
      this.#shown.set(conversationId, shown)
    }
    return shown
  }

  shown(): readonly PendingMessage[] {
    const waits = (record: OutboxRecord) => isShown(record) && !isEverywhere(record)
    return this.#all.filter(waits).map((record) => this.#view(record))
  }

  isGone(clientId: ClientId): boolean {
    return this.#gone.has(clientId)
  }

  /** Behind everything that is here, and by the clock otherwise. */
  nextOrder(now: number): number {
    this.#lastOrder = Math.max(now, this.#lastOrder + 0.001)
    return this.#lastOrder
  }

  /** Answers where it is, or was, to be seen. */
  set(record: OutboxRecord): ReadonlySet<ConversationId> {
    const before = this.#byId.get(record.clientId)
    this.#byId.set(record.clientId, record)
    this.#lastOrder = Math.max(this.#lastOrder, record.order)
    if (before?.order === record.order) this.#all = this.#all.map((one) => (one === before ? record : one))
    else {
      const others = this.#all.filter((one) => one !== before)
      const behind = others.findIndex(({ order }) => order > record.order)
      const at = behind < 0 ? others.length : behind
      this.#all = [...others.slice(0, at), record, ...others.slice(at)]
    }
    return this.#changed(record, before)
  }

  delete(record: OutboxRecord): ReadonlySet<ConversationId> {
    const before = this.#byId.get(record.clientId)
    this.#byId.delete(record.clientId)
    this.#gone.add(record.clientId)
    this.#all = this.#all.filter((one) => one !== before)
    return this.#changed(record, before)
  }

  /** Something waits for a user, wherever that is. */
  get isForUsers(): boolean {
    return this.#all.some(({ sent, places }) => !sent && places.some((place) => 'userId' in place))
  }

  /** A direct chat is known now, or files are at hand: all are shown anew. */
  refresh(): void {
    this.#shown.clear()
    this.#views = new WeakMap()
  }

  #changed(record: OutboxRecord, before: OutboxRecord | undefined): ReadonlySet<ConversationId> {
    const where = new Set([...this.lanesOf(record), ...(before ? this.lanesOf(before) : [])])
    for (const id of where) this.#shown.delete(id)
    return where
  }

  #view(record: OutboxRecord): PendingMessage {
    let view = this.#views.get(record)
    if (!view) {
      const { after, attachments, ...rest } = record
      const revised = after?.kind === 'message:edited' ? { text: after.text, mentions: after.mentions } : {}
      const shown = attachments.map((attachment) => this.#files.shown(record.clientId, attachment))
      view = { ...rest, ...revised, attachments: shown }
      this.#views.set(record, view)
    }
    return view
  }
}

const isShown = ({ after }: OutboxRecord): boolean => after?.kind !== 'message:deleted'

/** Its event is applied wherever it is: nothing of it waits but what I made of it since. */
export function isEverywhere({ sent, here }: OutboxRecord): boolean {
  return sent?.places.every(({ conversationId }) => here?.includes(conversationId)) ?? false
}
