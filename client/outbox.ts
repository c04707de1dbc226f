import type { StoreApi } from 'zustand/vanilla'
import type { MessagePosted } from '@/contracts/dto'
import type { ClientId, ConversationId, Seq, UserId } from '@/contracts/ids'
import { newClientId } from './client-id'
import type { PendingMessage } from './kith'
import { filesOf } from './outbox-attachment'
import type { OutboxDependencies } from './outbox-dependencies'
import { OutboxKept } from './outbox-kept'
import { type NewMessage, newRecord, type OutboxRecord, type Revision, retriedOf } from './outbox-record'
import { isEverywhere } from './outbox-records'
import { OutboxSender } from './outbox-sender'
import { followTabs } from './outbox-tabs'
import { OutboxUploads } from './outbox-uploads'

/** What is written and not yet in the log. It survives reloads, and sends in order, each message once. */
export class Outbox {
  readonly pending: StoreApi<readonly PendingMessage[]>
  readonly #deps: OutboxDependencies
  readonly #kept: OutboxKept
  readonly #uploads: OutboxUploads
  readonly #sender: OutboxSender
  /** Nothing goes out before it is known which chats are still here. */
  #holding = false

  constructor(dependencies: OutboxDependencies) {
    this.#deps = dependencies
    this.#kept = new OutboxKept(dependencies, (record) => {
      this.#uploads.abort(record)
      this.#sender.forget(record.clientId)
    })
    this.pending = this.#kept.pending
    this.#uploads = new OutboxUploads(this.#kept, dependencies, () => this.drain())
    this.#sender = new OutboxSender(this.#kept, dependencies, () => this.drain())
    followTabs({ ...dependencies, kept: this.#kept, uploads: this.#uploads, sender: this.#sender }, () => this.drain())
  }

  /** Takes over what an earlier run left. */
  async start(): Promise<void> {
    await this.#kept.read()
    if (this.#kept.stopped) return
    this.#deps.lease.request(() => void this.#kept.read().then(() => this.drain()))
  }

  stop(): void {
    this.#kept.stop()
    this.#uploads.stop()
    this.#deps.lease.release()
    this.#sender.clear()
  }

  of(conversationId: ConversationId): readonly PendingMessage[] {
    return this.#kept.records.shownIn(conversationId)
  }

  /** What is to become of messages that are posted already. */
  changesIn(conversationId: ConversationId): readonly { readonly seq: Seq; readonly change: Revision }[] {
    return this.#kept.records.of(conversationId).flatMap(({ sent, after }) => {
      const place = sent?.places.find((one) => one.conversationId === conversationId)
      return place && after ? [{ seq: place.seq, change: after }] : []
    })
  }

  add(message: NewMessage): ClientId {
    const { environment, clock } = this.#deps
    const order = this.#kept.records.nextOrder(environment.now())
    const record = newRecord(message, newClientId(), clock.now(), order)
    const files = message.attachments?.flatMap((given, index) => filesOf(record.clientId, `${index}`, given))
    this.#kept.keep(record, files)
    this.drain()
    return record.clientId
  }

  edit(clientId: ClientId, text: string, mentions: readonly UserId[] = []): boolean {
    const record = this.#kept.records.get(clientId)
    if (record?.status === 'waiting') this.#kept.keep({ ...record, text, mentions })
    else if (record?.status !== 'sending' || record.after?.kind === 'message:deleted') return false
    else this.#sender.revise(record, { kind: 'message:edited', text, mentions })
    return true
  }

  cancel(clientId: ClientId): boolean {
    const record = this.#kept.records.get(clientId)
    if (!record) return false
    if (record.status === 'sending') this.#sender.revise(record, { kind: 'message:deleted' })
    else {
      this.#takeAway(record)
      this.drain()
    }
    return true
  }

  /** A refused message goes to the end of what waits. */
  retry(clientId: ClientId): void {
    const record = this.#kept.records.get(clientId)
    if (record?.status !== 'failed') return
    this.#kept.keep(retriedOf(record, this.#kept.records.nextOrder(this.#deps.environment.now())))
    this.drain()
  }

  pauseUpload(clientId: ClientId, id: string): void {
    this.#uploads.pause(clientId, id)
    this.drain()
  }

  resumeUpload(clientId: ClientId, id: string): void {
    this.retry(clientId)
    this.#uploads.resume(clientId, id)
    this.drain()
  }

  /** An event of mine went through the gate: there, what waited is a message now. */
  applied({ conversationId, seq, message }: MessagePosted): void {
    const record = this.#kept.records.get(message.clientId)
    if (!record) return
    const places = message.places.length > 0 ? message.places : [{ conversationId, seq }]
    const sent = record.sent ?? { messageId: message.id, sentAt: message.sentAt, places }
    this.#arrived({ ...record, sent }, conversationId)
  }

  /** A snapshot covers the conversation up to `lastSeq`. */
  covered(conversationId: ConversationId, lastSeq: Seq): void {
    for (const record of this.#kept.records.of(conversationId)) {
      const place = record.sent?.places.find((one) => one.conversationId === conversationId)
      if (place && place.seq <= lastSeq) this.#arrived(record, conversationId)
    }
  }

  /**
   * I deleted the chat, on some device: what waits for it goes with it, unless it goes elsewhere too. What is in the log is
   * there; and what I took back while nobody knows whether it is has to be taken back there.
   */
  forget(conversationId: ConversationId): void {
    for (const record of this.#kept.records.of(conversationId)) {
      if (record.sent || record.after) continue
      const places = record.places.filter((place) => this.#kept.records.laneOf(place) !== conversationId)
      if (places.length === 0) this.#takeAway(record)
      // What was tried is tried again as it was.
      else if (record.status !== 'sending') this.#kept.keep({ ...record, places })
    }
    this.drain()
  }

  /** A direct chat is here: what waits for its user is shown in it. */
  appeared(conversationId: ConversationId): void {
    if (!this.#kept.records.isForUsers) return
    this.#kept.records.refresh()
    this.#deps.changed(conversationId)
  }

  /** The connection is lost, or not there yet. */
  hold(): void {
    this.#holding = true
  }

  /** There is a new one, and it is known which chats are here: what was refused for a while is tried at once. */
  release(): void {
    this.#holding = false
    this.reconnected()
  }

  get isHolding(): boolean {
    return this.#holding
  }

  get isEmpty(): boolean {
    return this.#kept.records.all.length === 0
  }

  /** What was refused for a while is tried at once. */
  reconnected(): void {
    this.#sender.clear()
    this.#uploads.reconnected()
    this.drain()
  }

  drain(): void {
    if (this.#holding || this.#kept.stopped || !this.#deps.lease.held || !this.#deps.reachable()) return
    this.#uploads.go()
    this.#sender.go()
  }

  #takeAway(record: OutboxRecord): void {
    this.#uploads.discard(record)
    this.#kept.remove(record)
  }

  /** Its event is in this conversation. */
  #arrived(record: OutboxRecord, conversationId: ConversationId): void {
    const here = [...new Set([...(record.here ?? []), conversationId])]
    const arrived: OutboxRecord = { ...record, status: 'sending', here }
    if (!record.after && isEverywhere(arrived)) this.#kept.settle(record)
    else if (here.length > (record.here?.length ?? 0)) this.#kept.keep(arrived)
  }
}
