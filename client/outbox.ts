import type { StoreApi } from 'zustand/vanilla'
import type { MessagePosted } from '@/contracts/dto'
import type { Changed, Sent } from '@/contracts/events'
import type { ClientId, ConversationId, Seq, UserId } from '@/contracts/ids'
import type { EditInput, MessageInput, SendInput } from '@/contracts/inputs'
import { isTransient, type KithError } from '@/server/domain/errors'
import { type Backoff, backoffMs } from './backoff'
import { cell, put } from './cell'
import { newClientId } from './client-id'
import type { Environment } from './environment'
import type { NewAttachment, PendingMessage, Problem } from './kith'
import type { Lease } from './lease'
import { anew, filesOf, newAttachment, type OutboxAttachment } from './outbox-attachment'
import { OutboxFiles } from './outbox-files'
import { heldMerged } from './outbox-merge'
import { nextToSend } from './outbox-plan'
import {
  eventsOf,
  failedOf,
  type OutboxRecord,
  type Revision,
  sameRevision,
  sendInputOf,
  untriedOf,
} from './outbox-record'
import { isEverywhere, OutboxRecords } from './outbox-records'
import { asOutboxRecord } from './outbox-stored'
import { asRefusal } from './refusal'
import type { Storage, Write } from './storage/storage'
import type { TabMessage, Tabs } from './tabs'
import { Uploader, type UploadRequests } from './uploads/uploader'

const RETRY: Backoff = { firstMs: 1_000, maxMs: 30_000 }
/** Messages that go out at the same time. */
const CONCURRENT_MAX = 8
/** A message whose files the server loses so often in a row isn't sent. */
const MISSING_MAX = 3

interface Dependencies {
  readonly me: UserId
  readonly storage: Storage
  readonly environment: Environment
  readonly lease: Lease
  readonly tabs: Tabs
  readonly uploads: UploadRequests
  /** Requests get through just now. */
  reachable(): boolean
  /** The direct chat with a user, if there is one. */
  directWith(userId: UserId): ConversationId | undefined
  send(input: SendInput): Promise<Sent>
  edit(input: EditInput): Promise<Changed>
  delete(input: MessageInput): Promise<Changed>
  /** It is in the log: what is stored of it goes together with the storing of its event. */
  forget(writes: readonly Write[]): void
  /** The server acknowledged it, at `sent`: these are its events, as far as they can be told. */
  acknowledged(sent: Sent, events: readonly MessagePosted[]): void
  /** What waits in the conversation changed. */
  changed(conversationId: ConversationId): void
}

/** What somebody wrote. */
export type NewMessage = Pick<PendingMessage, 'kind' | 'text' | 'places'> &
  Partial<Pick<PendingMessage, 'mentions' | 'forward' | 'replyTo'>> & {
    readonly attachments?: readonly NewAttachment[]
  }

/** What is written and not yet in the log. It survives reloads, and sends in order, each message once. */
export class Outbox {
  readonly pending: StoreApi<readonly PendingMessage[]> = cell([])
  readonly #deps: Dependencies
  readonly #files: OutboxFiles
  readonly #records: OutboxRecords
  readonly #uploader: Uploader
  readonly #underWay = new Set<ClientId>()
  /** How often in a row a conversation's messages were refused for a while. */
  readonly #failures = new Map<string, number>()
  /** Until its time comes: takes the next try back. */
  readonly #paused = new Map<string, () => void>()
  readonly #missing = new Map<ClientId, number>()
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    this.#files = new OutboxFiles(dependencies.storage)
    this.#records = new OutboxRecords(this.#files, dependencies.directWith)
    this.#uploader = new Uploader({
      ...dependencies.uploads,
      environment: dependencies.environment,
      file: (key) => this.#files.read(key),
      get: (clientId, id) => this.#records.get(clientId)?.attachments.find((one) => one.id === id),
      changed: (clientId, attachment, kept) => this.#brought(clientId, attachment, kept),
      failed: (clientId, attachment, problem) => this.#unbrought(clientId, attachment, problem),
      again: () => this.drain(),
    })
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
    this.#uploader.stop()
    this.#deps.lease.release()
    for (const cancel of this.#paused.values()) cancel()
  }

  of(conversationId: ConversationId): readonly PendingMessage[] {
    return this.#records.shownIn(conversationId)
  }

  /** What is to become of messages that are posted already. */
  changesIn(conversationId: ConversationId): readonly { readonly seq: Seq; readonly change: Revision }[] {
    return this.#records.of(conversationId).flatMap(({ sent, after }) => {
      const place = sent?.places.find((one) => one.conversationId === conversationId)
      return place && after ? [{ seq: place.seq, change: after }] : []
    })
  }

  add({ attachments = [], mentions = [], replyTo = null, ...message }: NewMessage): ClientId {
    const now = this.#deps.environment.now()
    const clientId = newClientId()
    const record: OutboxRecord = {
      ...message,
      clientId,
      mentions,
      replyTo,
      attachments: attachments.map((given, index) => newAttachment(given, `${index}`)),
      createdAt: new Date(now).toISOString(),
      status: 'waiting',
      order: this.#records.nextOrder(now),
    }
    this.#keep(
      record,
      attachments.flatMap((given, index) => filesOf(clientId, `${index}`, given)),
    )
    this.drain()
    return clientId
  }

  edit(clientId: ClientId, text: string, mentions: readonly UserId[] = []): boolean {
    const record = this.#records.get(clientId)
    if (record?.status === 'waiting') this.#keep({ ...record, text, mentions })
    else if (record?.status !== 'sending' || record.after?.kind === 'message:deleted') return false
    else this.#revise(record, { kind: 'message:edited', text, mentions })
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
    const { error: _, attachments, ...rest } = record
    this.#keep({
      ...rest,
      attachments: attachments.map((one) => (one.state === 'failed' ? anew(one) : one)),
      status: 'waiting',
      order: this.#records.nextOrder(this.#deps.environment.now()),
    })
    this.drain()
  }

  pauseUpload(clientId: ClientId, id: string): void {
    const record = this.#records.get(clientId)
    this.#uploader.abort(clientId, id)
    if (record)
      this.#keep(
        withAttachment(record, id, (one) => (one.whole && one.state !== 'ready' ? { ...one, state: 'paused' } : one)),
      )
    this.drain()
  }

  resumeUpload(clientId: ClientId, id: string): void {
    const record = this.#records.get(clientId)
    if (record?.status === 'failed') this.retry(clientId)
    const now = this.#records.get(clientId)
    if (now) this.#keep(withAttachment(now, id, (one) => (one.state === 'paused' ? { ...one, state: 'waiting' } : one)))
    this.drain()
  }

  /** An event of mine went through the gate: there, what waited is a message now. */
  applied({ conversationId, seq, message }: MessagePosted): void {
    const record = this.#records.get(message.clientId)
    if (!record) return
    const places = message.places.length > 0 ? message.places : [{ conversationId, seq }]
    this.#arrived({ ...record, sent: record.sent ?? { messageId: message.id, sentAt: message.sentAt, places } }, [
      conversationId,
    ])
  }

  /** A snapshot covers the conversation up to `lastSeq`. */
  covered(conversationId: ConversationId, lastSeq: Seq): void {
    for (const record of this.#records.of(conversationId)) {
      const place = record.sent?.places.find((one) => one.conversationId === conversationId)
      if (place && place.seq <= lastSeq) this.#arrived(record, [conversationId])
    }
  }

  /** A direct chat is here: what waits for its user is shown in it. */
  appeared(conversationId: ConversationId): void {
    if (!this.#records.isForUsers) return
    this.#records.refresh()
    this.#deps.changed(conversationId)
  }

  /** A new connection: what was refused for a while is tried at once. */
  reconnected(): void {
    for (const cancel of this.#paused.values()) cancel()
    this.#paused.clear()
    this.#failures.clear()
    this.#uploader.reconnected()
    this.drain()
  }

  drain(): void {
    if (this.#stopped || !this.#deps.lease.held || !this.#deps.reachable()) return
    this.#uploader.go(this.#records.all)
    const next = nextToSend({
      records: this.#records.all,
      lanesOf: (record) => this.#records.lanesOf(record),
      underWay: this.#underWay,
      isPaused: (lane) => this.#paused.has(lane),
      max: CONCURRENT_MAX,
    })
    for (const record of next) void this.#next(record)
  }

  async #next(record: OutboxRecord): Promise<void> {
    const { clientId, sent, after } = record
    this.#underWay.add(clientId)
    if (sent && after) await this.#change(record, sent, after)
    else await this.#send(record)
    this.#underWay.delete(clientId)
    this.drain()
  }

  async #send(record: OutboxRecord): Promise<void> {
    if (record.status === 'waiting') this.#keep({ ...record, status: 'sending' })
    try {
      this.#acknowledged(record.clientId, await this.#deps.send(sendInputOf(record)))
    } catch (error) {
      this.#refused(record.clientId, asRefusal(error))
    }
  }

  #acknowledged(clientId: ClientId, { messageId, sentAt, places }: Sent): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record) return
    this.#passed(record)
    const sent = { messageId, sentAt, places }
    this.#keep({ ...record, status: 'sending', sent })
    this.#deps.acknowledged(sent, eventsOf(record, sent, this.#deps.me))
  }

  /** Once it was tried, what I make of it waits until its fate is known. */
  #revise(record: OutboxRecord, after: Revision): void {
    this.#keep({ ...record, after })
    this.drain()
  }

  async #change(record: OutboxRecord, { places }: Sent, after: Revision): Promise<void> {
    const [place] = places
    try {
      if (place && after.kind === 'message:edited')
        await this.#deps.edit({ ...place, text: after.text, mentions: [...after.mentions] })
      else if (place) await this.#deps.delete(place)
      this.#passed(record)
    } catch (error) {
      if (isTransient(asRefusal(error).code)) return this.#pause(record)
      // It can't be done any more: the message stays as it is, and everybody sees so.
    }
    this.#changed(record.clientId, after)
  }

  #changed(clientId: ClientId, done: Revision): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record || !sameRevision(record.after, done)) return
    const { after: _, ...rest } = record
    if (isEverywhere(record)) this.#settled(record)
    else this.#keep(rest)
  }

  /** Its event is in these conversations. */
  #arrived(record: OutboxRecord, conversationIds: readonly ConversationId[]): void {
    const here = [...new Set([...(record.here ?? []), ...conversationIds])]
    const arrived: OutboxRecord = { ...record, status: 'sending', here }
    if (!record.after && isEverywhere(arrived)) this.#settled(record)
    else if (here.length > (record.here?.length ?? 0)) this.#keep(arrived)
  }

  #refused(clientId: ClientId, { code, message }: KithError): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record || record.sent) return
    if (isTransient(code)) {
      this.#pause(record)
      return
    }
    const missing = code === 'upload_missing' ? (this.#missing.get(clientId) ?? 0) + 1 : 0
    this.#missing.set(clientId, missing)
    const untried = missing > 0 && missing <= MISSING_MAX ? untriedOf(record) : null
    const next = untried
      ? { ...untried, attachments: untried.attachments.map(anew) }
      : failedOf(record, { code, message })
    if (next) this.#keep(next)
    else this.#remove(record)
  }

  #passed(record: OutboxRecord): void {
    for (const lane of this.#records.lanesOf(record)) this.#failures.delete(lane)
  }

  /** What follows it waits with it. */
  #pause(record: OutboxRecord): void {
    if (this.#stopped) return
    const { environment } = this.#deps
    for (const lane of this.#records.lanesOf(record)) {
      const count = (this.#failures.get(lane) ?? 0) + 1
      this.#failures.set(lane, count)
      const again = (): void => {
        this.#paused.delete(lane)
        this.drain()
      }
      this.#paused.get(lane)?.()
      this.#paused.set(lane, environment.after(backoffMs(RETRY, count, environment.random()), again))
    }
  }

  /** How far one of its files is. */
  #brought(clientId: ClientId, attachment: OutboxAttachment, kept: boolean): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record) return
    const next = withAttachment(record, attachment.id, () => attachment)
    if (kept) this.#keep(next)
    else {
      this.#set(next)
      this.#deps.tabs.tell({ kind: 'outbox:put', record: next, held: true })
    }
  }

  #unbrought(clientId: ClientId, attachment: OutboxAttachment, error: Problem): void {
    const record = this.#records.get(clientId)
    if (this.#stopped || !record) return
    const failed = withAttachment(record, attachment.id, () => ({ ...attachment, state: 'failed', error }))
    this.#keep({ ...failed, status: 'failed', error })
  }

  #keep(record: OutboxRecord, files: readonly (readonly [string, Blob])[] = []): void {
    this.#files.put(files)
    this.#set(record)
    const bytes: Write[] = files.map(([key, value]) => ({ table: 'files', key, value }))
    void this.#deps.storage.write([...bytes, { table: 'outbox', key: record.clientId, value: record }])
    const { held } = this.#deps.lease
    this.#deps.tabs.tell({ kind: 'outbox:put', record, held, ...(files.length > 0 ? { files } : {}) })
  }

  #settled(record: OutboxRecord): void {
    this.#deps.forget(this.#unset(record))
    this.#deps.tabs.tell({ kind: 'outbox:removed', clientId: record.clientId })
  }

  #remove(record: OutboxRecord): void {
    void this.#deps.storage.write(this.#unset(record))
    this.#deps.tabs.tell({ kind: 'outbox:removed', clientId: record.clientId })
    this.drain()
  }

  #heard(message: TabMessage): void {
    if (this.#stopped) return
    if (message.kind === 'outbox:removed') {
      const record = this.#records.get(message.clientId)
      if (record) this.#unset(record)
      return
    }
    const { record, held, files = [] } = message
    this.#files.put(files)
    const known = this.#records.get(record.clientId)
    if (this.#deps.lease.held && known && !held) this.#asked(known, record)
    else {
      this.#set(record)
      if (!known) void this.#load(record)
      if (record.sent) this.#deps.acknowledged(record.sent, eventsOf(record, record.sent, this.#deps.me))
    }
    this.drain()
  }

  /** Another tab changed what this one sends. */
  #asked(known: OutboxRecord, wanted: OutboxRecord): void {
    if (wanted.status !== 'waiting' || known.status !== 'sending') {
      for (const { id, state } of wanted.attachments) if (state === 'paused') this.#uploader.abort(known.clientId, id)
      this.#keep(heldMerged(known, wanted))
    } else if (!known.sent || known.after === undefined) {
      // It had just gone out.
      this.#revise(known, { kind: 'message:edited', text: wanted.text, mentions: wanted.mentions })
    }
  }

  async #read(): Promise<void> {
    const stored = (await this.#deps.storage.all('outbox')).map(asOutboxRecord)
    if (this.#stopped) return
    for (const record of [...stored].sort((a, b) => a.order - b.order)) {
      if (this.#records.isGone(record.clientId)) continue
      const known = this.#records.get(record.clientId)
      // Tried by a tab that is gone: its fate is unknown.
      if (known && !(known.status === 'waiting' && record.status === 'sending')) continue
      this.#set(record)
      void this.#load(record)
      if (record.sent) this.#deps.acknowledged(record.sent, eventsOf(record, record.sent, this.#deps.me))
    }
  }

  /** Its files, for showing them. */
  async #load(record: OutboxRecord): Promise<void> {
    if (record.attachments.length === 0 || !(await this.#files.load(record)) || this.#stopped) return
    this.#records.refresh()
    this.#show(this.#records.lanesOf(record))
  }

  #set(record: OutboxRecord): void {
    this.#show(this.#records.set(record))
  }

  /** Answers what is to be taken from the store. */
  #unset(record: OutboxRecord): readonly Write[] {
    for (const { id } of record.attachments) this.#uploader.abort(record.clientId, id)
    this.#missing.delete(record.clientId)
    this.#show(this.#records.delete(record))
    return [...this.#files.drop(record), { table: 'outbox', key: record.clientId, value: undefined }]
  }

  #show(conversationIds: Iterable<ConversationId>): void {
    put(this.pending, this.#records.shown())
    for (const id of conversationIds) this.#deps.changed(id)
  }
}

function withAttachment(
  record: OutboxRecord,
  id: string,
  change: (attachment: OutboxAttachment) => OutboxAttachment,
): OutboxRecord {
  return { ...record, attachments: record.attachments.map((one) => (one.id === id ? change(one) : one)) }
}
