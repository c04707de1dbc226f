import type { StoreApi } from 'zustand/vanilla'
import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { ClientId, ConversationId, Seq, UserId } from '@/contracts/ids'
import type { SendInput } from '@/contracts/inputs'
import { isTransient, type KithError } from '@/server/domain/errors'
import { type Backoff, backoffMs } from './backoff'
import { cell, put } from './cell'
import { newClientId } from './client-id'
import type { Environment } from './environment'
import type { PendingMessage } from './kith'
import type { Lease } from './lease'
import { eventOf, type OutboxRecord } from './outbox-record'
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
    return this.#records.of(conversationId)
  }

  add(conversationId: ConversationId, text: string): ClientId {
    const now = this.#deps.environment.now()
    const record: OutboxRecord = {
      clientId: newClientId(),
      conversationId,
      text,
      createdAt: new Date(now).toISOString(),
      status: 'waiting',
      order: this.#records.nextOrder(now),
    }
    this.#keep(record)
    this.drain()
    return record.clientId
  }

  edit(clientId: ClientId, text: string): boolean {
    return this.#untried(clientId, (record) => ({ ...record, text }))
  }

  cancel(clientId: ClientId): boolean {
    const record = this.#records.get(clientId)
    if (record?.status === 'failed') {
      this.#remove(record)
      return true
    }
    return this.#untried(clientId, () => undefined)
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
    if (record) this.#settled(record)
  }

  /** A snapshot covers the conversation up to `lastSeq`. */
  covered(conversationId: ConversationId, lastSeq: Seq): void {
    for (const record of this.#records.of(conversationId))
      if (record.sent && record.sent.seq <= lastSeq) this.#settled(record)
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
      const next = records.find((record) => record.status !== 'failed' && !record.sent)
      if (next) void this.#send(next)
    }
  }

  async #send(record: OutboxRecord): Promise<void> {
    const { conversationId } = record
    this.#sending.add(conversationId)
    const { clientId, text, createdAt } = record
    if (record.status === 'waiting') this.#keep({ ...record, status: 'sending' })
    try {
      const sent = await this.#deps.send({ clientId, conversationId, text, createdAt })
      this.#acknowledged(record, sent)
    } catch (error) {
      this.#refused(clientId, conversationId, asRefusal(error))
    }
    this.#sending.delete(conversationId)
    this.drain()
  }

  #acknowledged(sentRecord: OutboxRecord, { messageId, seq, sentAt }: Sent): void {
    if (this.#stopped || !this.#records.get(sentRecord.clientId)) return
    this.#failures.delete(sentRecord.conversationId)
    const sent = { messageId, seq, sentAt }
    this.#keep({ ...sentRecord, status: 'sending', sent })
    this.#deps.acknowledged(eventOf(sentRecord, sent, this.#deps.me))
  }

  #refused(clientId: ClientId, conversationId: ConversationId, { code, message }: KithError): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record || record.sent) return
    if (!isTransient(code)) {
      this.#keep({ ...record, status: 'failed', error: { code, message } })
      return
    }
    const { environment } = this.#deps
    const count = (this.#failures.get(conversationId) ?? 0) + 1
    this.#failures.set(conversationId, count)
    const again = (): void => {
      this.#paused.delete(conversationId)
      this.drain()
    }
    this.#paused.set(conversationId, environment.after(backoffMs(RETRY, count, environment.random()), again))
  }

  #untried(clientId: ClientId, change: (record: OutboxRecord) => OutboxRecord | undefined): boolean {
    const record = this.#records.get(clientId)
    if (record?.status !== 'waiting') return false
    const next = change(record)
    if (next) this.#keep(next)
    else this.#remove(record)
    return true
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
      // Another tab changed what had just gone out: too late, as it is told now.
      if (this.#deps.lease.held) this.#keep(known)
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
    put(this.pending, this.#records.all())
    this.#deps.changed(conversationId)
  }
}
