import type { StoreApi } from 'zustand/vanilla'
import type { ClientId, ConversationId } from '@/contracts/ids'
import { cell, put } from './cell'
import type { PendingMessage } from './kith'
import type { OutboxDependencies } from './outbox-dependencies'
import { OutboxFiles } from './outbox-files'
import { eventsOf, type OutboxRecord } from './outbox-record'
import { OutboxRecords } from './outbox-records'
import { asOutboxRecord } from './outbox-stored'
import type { Write } from './storage/storage'

type Files = readonly (readonly [string, Blob])[]

/** What waits, the same in memory, in the store, in the other tabs and on screen. */
export class OutboxKept {
  readonly pending: StoreApi<readonly PendingMessage[]> = cell([])
  readonly files: OutboxFiles
  readonly records: OutboxRecords
  readonly #deps: OutboxDependencies
  readonly #gone: (record: OutboxRecord) => void
  #stopped = false

  /** `gone`: a message is taken away, here or by another tab. */
  constructor(dependencies: OutboxDependencies, gone: (record: OutboxRecord) => void) {
    this.#deps = dependencies
    this.#gone = gone
    this.files = new OutboxFiles(dependencies.storage)
    this.records = new OutboxRecords(this.files, dependencies.directWith)
  }

  get stopped(): boolean {
    return this.#stopped
  }

  stop(): void {
    this.#stopped = true
  }

  /** For an answer that comes later: nothing once this run is over. */
  live(clientId: ClientId): OutboxRecord | undefined {
    return this.#stopped ? undefined : this.records.get(clientId)
  }

  keep(record: OutboxRecord, files: Files = []): void {
    this.files.put(files)
    this.#set(record)
    const bytes: Write[] = files.map(([key, value]) => ({ table: 'files', key, value }))
    void this.#deps.storage.write([...bytes, { table: 'outbox', key: record.clientId, value: record }])
    const { held } = this.#deps.lease
    this.#deps.tabs.tell({ kind: 'outbox:put', record, held, ...(files.length > 0 ? { files } : {}) })
  }

  /** A step on the way that needn't be there after a crash. */
  show(record: OutboxRecord): void {
    this.#set(record)
    this.#deps.tabs.tell({ kind: 'outbox:put', record, held: true })
  }

  /** It is in the log, wherever it goes to. */
  settle(record: OutboxRecord): void {
    this.#deps.forget(this.#unset(record))
    this.#deps.tabs.tell({ kind: 'outbox:removed', clientId: record.clientId })
  }

  remove(record: OutboxRecord): void {
    void this.#deps.storage.write(this.#unset(record))
    this.#deps.tabs.tell({ kind: 'outbox:removed', clientId: record.clientId })
  }

  /** Another tab keeps it so. */
  follow(record: OutboxRecord): void {
    const isNew = !this.records.get(record.clientId)
    this.#set(record)
    if (isNew) void this.#load(record)
    this.acknowledged(record)
  }

  /** Another tab took it away. */
  followRemoval(clientId: ClientId): void {
    const record = this.records.get(clientId)
    if (record) this.#unset(record)
  }

  acknowledged(record: OutboxRecord): void {
    const { sent } = record
    if (sent) this.#deps.acknowledged(sent, eventsOf(record, sent, this.#deps.me))
  }

  /** What an earlier run, or a tab that is gone, left in the store. */
  async read(): Promise<void> {
    const stored = (await this.#deps.storage.all('outbox')).map(asOutboxRecord)
    if (this.#stopped) return
    for (const record of [...stored].sort((a, b) => a.order - b.order)) {
      if (this.records.isGone(record.clientId)) continue
      const known = this.records.get(record.clientId)
      // Tried by a tab that is gone: its fate is unknown.
      if (known && !(known.status === 'waiting' && record.status === 'sending')) continue
      this.#set(record)
      void this.#load(record)
      this.acknowledged(record)
    }
  }

  /** Its files, for showing them. */
  async #load(record: OutboxRecord): Promise<void> {
    if (record.attachments.length === 0 || !(await this.files.load(record)) || this.#stopped) return
    this.records.refresh()
    this.#changed(this.records.lanesOf(record))
  }

  #set(record: OutboxRecord): void {
    this.#changed(this.records.set(record))
  }

  /** Answers what is to be taken from the store. */
  #unset(record: OutboxRecord): readonly Write[] {
    this.#gone(record)
    this.#changed(this.records.delete(record))
    return [...this.files.drop(record), { table: 'outbox', key: record.clientId, value: undefined }]
  }

  #changed(conversationIds: Iterable<ConversationId>): void {
    put(this.pending, this.records.shown())
    for (const id of conversationIds) this.#deps.changed(id)
  }
}
