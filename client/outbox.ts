import type { StoreApi } from 'zustand/vanilla'
import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { ClientId, ConversationId, Seq, UserId } from '@/contracts/ids'
import type { EditInput, MessageInput, SendInput } from '@/contracts/inputs'
import { isTransient, type KithError } from '@/server/domain/errors'
import { type Backoff, backoffMs } from './backoff'
import { cell, put } from './cell'
import { newClientId } from './client-id'
import type { Environment } from './environment'
import type { PendingMessage } from './kith'
import type { Lease } from './lease'
import { eventOf, failedOf, type OutboxRecord, type Revision, sameRevision } from './outbox-record'
import { OutboxRecords } from './outbox-records'
import { asRefusal } from './refusal'
import type { Storage } from './storage/storage'
import type { TabMessage, Tabs } from './tabs'

const RETRY: Backoff = { firstMs: 1_000, maxMs: 30_000 }
/** Conversations that are sent to at the same time. */
const CONCURRENT_MAX = 8

interface Dependencies {
  readonly me: UserId
  readonly storage: Storage
  readonly environment: Environment
  readonly lease: Lease
  readonly tabs: Tabs
  /** Requests get through just now. */
  reachable(): boolean
  send(input: SendInput): Promise<Sent>
  edit(input: EditInput): Promise<unknown>
  delete(input: MessageInput): Promise<unknown>
  /** It is in the log: what is stored of it goes together with the storing of its event. */
  forget(clientId: ClientId): void
  /** The server acknowledged it: this is its event. */
  acknowledged(event: MessagePosted): void
  /** What waits in the conversation changed. */
  changed(conversationId: ConversationId): void
}

/** What is written and not yet in the log. It survives reloads, and sends in order, each message once. */
export class Outbox {
  readonly pending: StoreApi<readonly PendingMessage[]> = cell([])
  readonly #deps: Dependencies
  readonly #records = new OutboxRecords()
  readonly #sending = new Set<ConversationId>()
  /** How often in a row the first of what waits was refused for a while. */
  readonly #failures = new Map<ConversationId, number>()
  /** Until its time comes: takes the next try back. */
  readonly #paused = new Map<ConversationId, () => void>()
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    dependencies.tabs.listen((message) => this.#heard(message))
  }

  /** Takes over what an earlier run left. */
  async start(): Promise<void> {
    await this.#read()
    if (this.#stopped) return
    this.#deps.lease.request(() => void this.#read().then(() => this.drain()))
  }

  stop(): void {
    this.#stopped = true
    this.#deps.lease.release()
    for (const cancel of this.#paused.values()) cancel()
  }

  of(conversationId: ConversationId): readonly PendingMessage[] {
    return this.#records.shownIn(conversationId)
  }

  /** What is to become of messages that are posted already. */
  changesIn(conversationId: ConversationId): readonly { readonly seq: Seq; readonly change: Revision }[] {
    return this.#records
      .of(conversationId)
      .flatMap(({ sent, after }) => (sent && after ? [{ seq: sent.seq, change: after }] : []))
  }

  add(conversationId: ConversationId, text: string, replyTo?: Seq): ClientId {
    const now = this.#deps.environment.now()
    const record: OutboxRecord = {
      clientId: newClientId(),
      conversationId,
      text,
      replyTo: replyTo ?? null,
      createdAt: new Date(now).toISOString(),
      status: 'waiting',
      order: this.#records.nextOrder(now),
    }
    this.#keep(record)
    this.drain()
    return record.clientId
  }

  edit(clientId: ClientId, text: string): boolean {
    const record = this.#records.get(clientId)
    if (record?.status === 'waiting') this.#keep({ ...record, text })
    else if (record?.status !== 'sending' || record.after?.kind === 'message:deleted') return false
    else this.#revise(record, { kind: 'message:edited', text })
    return true
  }

  cancel(clientId: ClientId): boolean {
    const record = this.#records.get(clientId)
    if (!record) return false
    if (record.status === 'sending') this.#revise(record, { kind: 'message:deleted' })
    else this.#remove(record)
    return true
  }

  /** A refused message goes to the end of what waits. */
  retry(clientId: ClientId): void {
    const record = this.#records.get(clientId)
    if (record?.status !== 'failed') return
    const { error: _, ...rest } = record
    this.#keep({ ...rest, status: 'waiting', order: this.#records.nextOrder(this.#deps.environment.now()) })
    this.drain()
  }

  /** An event of mine went through the gate: what waited is a message now. */
  applied(event: MessagePosted): void {
    const record = this.#records.get(event.message.clientId)
    const { id: messageId, sentAt } = event.message
    if (record) this.#arrived({ ...record, sent: { messageId, seq: event.seq, sentAt } })
  }

  /** A snapshot covers the conversation up to `lastSeq`. */
  covered(conversationId: ConversationId, lastSeq: Seq): void {
    for (const record of this.#records.of(conversationId))
      if (record.sent && record.sent.seq <= lastSeq) this.#arrived(record)
  }

  /** A new connection: what was refused for a while is tried at once. */
  reconnected(): void {
    for (const cancel of this.#paused.values()) cancel()
    this.#paused.clear()
    this.#failures.clear()
    this.drain()
  }

  drain(): void {
    if (this.#stopped || !this.#deps.lease.held || !this.#deps.reachable()) return
    for (const [conversationId, records] of this.#records.conversations()) {
      if (this.#sending.size >= CONCURRENT_MAX) return
      if (this.#sending.has(conversationId) || this.#paused.has(conversationId)) continue
      const next = records.find((record) => record.status !== 'failed' && (!record.sent || record.after))
      if (next) void this.#next(next)
    }
  }

  async #next(record: OutboxRecord): Promise<void> {
    const { conversationId, sent, after } = record
    this.#sending.add(conversationId)
    if (sent && after) await this.#change(record, sent.seq, after)
    else await this.#send(record)
    this.#sending.delete(conversationId)
    this.drain()
  }

  async #send(record: OutboxRecord): Promise<void> {
    const { clientId, conversationId, text, createdAt, replyTo } = record
    if (record.status === 'waiting') this.#keep({ ...record, status: 'sending' })
    try {
      const answers = replyTo === null ? {} : { replyTo }
      const sent = await this.#deps.send({ clientId, conversationId, text, createdAt, ...answers })
      this.#acknowledged(record, sent)
    } catch (error) {
      this.#refused(clientId, conversationId, asRefusal(error))
    }
  }

  #acknowledged({ clientId }: OutboxRecord, { messageId, seq, sentAt }: Sent): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record) return
    this.#failures.delete(record.conversationId)
    const sent = { messageId, seq, sentAt }
    this.#keep({ ...record, status: 'sending', sent })
    this.#deps.acknowledged(eventOf(record, sent, this.#deps.me))
  }

  /** Once it was tried, what I make of it waits until its fate is known. */
  #revise(record: OutboxRecord, after: Revision): void {
    this.#keep({ ...record, after })
    this.drain()
  }

  async #change({ clientId, conversationId }: OutboxRecord, seq: Seq, after: Revision): Promise<void> {
    const place = { conversationId, seq }
    try {
      if (after.kind === 'message:edited') await this.#deps.edit({ ...place, text: after.text })
      else await this.#deps.delete(place)
      this.#failures.delete(conversationId)
    } catch (error) {
      if (isTransient(asRefusal(error).code)) return this.#pause(conversationId)
      // It can't be done any more: the message stays as it is, and everybody sees so.
    }
    this.#changed(clientId, after)
  }

  #changed(clientId: ClientId, done: Revision): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record || !sameRevision(record.after, done)) return
    const { after: _, ...rest } = record
    if (record.posted) this.#settled(record)
    else this.#keep(rest)
  }

  /** Its event is here. */
  #arrived(record: OutboxRecord): void {
    if (!record.after) this.#settled(record)
    else if (!record.posted) this.#keep({ ...record, status: 'sending', posted: true })
  }

  #refused(clientId: ClientId, conversationId: ConversationId, { code, message }: KithError): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record || record.sent) return
    const failed = failedOf(record, { code, message })
    if (isTransient(code)) this.#pause(conversationId)
    else if (failed) this.#keep(failed)
    else this.#remove(record)
  }

  #pause(conversationId: ConversationId): void {
    if (this.#stopped) return
    const { environment } = this.#deps
    const count = (this.#failures.get(conversationId) ?? 0) + 1
    this.#failures.set(conversationId, count)
    const again = (): void => {
      this.#paused.delete(conversationId)
      this.drain()
    }
    this.#paused.set(conversationId, environment.after(backoffMs(RETRY, count, environment.random()), again))
  }

  #keep(record: OutboxRecord): void {
    this.#set(record)
    void this.#deps.storage.write([{ table: 'outbox', key: record.clientId, value: record }])
    this.#deps.tabs.tell({ kind: 'outbox:put', record })
  }

  #settled(record: OutboxRecord): void {
    this.#unset(record)
    this.#deps.forget(record.clientId)
    this.#deps.tabs.tell({ kind: 'outbox:removed', clientId: record.clientId })
  }

  #remove(record: OutboxRecord): void {
    this.#unset(record)
    void this.#deps.storage.write([{ table: 'outbox', key: record.clientId, value: undefined }])
    this.#deps.tabs.tell({ kind: 'outbox:removed', clientId: record.clientId })
  }

  #heard(message: TabMessage): void {
    if (this.#stopped) return
    if (message.kind === 'outbox:removed') {
      const record = this.#records.get(message.clientId)
      if (record) this.#unset(record)
      return
    }
    const known = this.#records.get(message.record.clientId)
    if (known?.status === 'sending' && message.record.status === 'waiting') {
      // Another tab changed what had just gone out.
      const { text } = message.record
      if (this.#deps.lease.held) this.#revise(known, { kind: 'message:edited', text })
      return
    }
    this.#set(message.record)
    if (message.record.sent) this.#deps.acknowledged(eventOf(message.record, message.record.sent, this.#deps.me))
    this.drain()
  }

  async #read(): Promise<void> {
    const stored = (await this.#deps.storage.all('outbox')) as readonly OutboxRecord[]
    if (this.#stopped) return
    for (const record of [...stored].sort((a, b) => a.order - b.order)) {
      if (this.#records.isGone(record.clientId)) continue
      const known = this.#records.get(record.clientId)
      // Tried by a tab that is gone: its fate is unknown.
      if (known && !(known.status === 'waiting' && record.status === 'sending')) continue
      this.#set(record)
      if (record.sent) this.#deps.acknowledged(eventOf(record, record.sent, this.#deps.me))
    }
  }

  #set(record: OutboxRecord): void {
    this.#records.set(record)
    this.#show(record.conversationId)
  }

  #unset(record: OutboxRecord): void {
    this.#records.delete(record)
    this.#show(record.conversationId)
  }

  #show(conversationId: ConversationId): void {
    put(this.pending, this.#records.shown())
    this.#deps.changed(conversationId)
  }
}
