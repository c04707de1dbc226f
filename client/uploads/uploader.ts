import type { Uploaded, UploadPurpose } from '@/contracts/dto'
import type { ClientId, UploadId } from '@/contracts/ids'
import { isTransient, KithError } from '@/server/domain/errors'
import { type Backoff, backoffMs } from '../backoff'
import type { Environment } from '../environment'
import type { Problem } from '../kith'
import { anew, broughtAs, fileKey, type OutboxAttachment, type Part, type PartName } from '../outbox-attachment'
import type { OutboxRecord } from '../outbox-record'
import { asRefusal } from '../refusal'
import type { Transfer } from './transfer'

const RETRY: Backoff = { firstMs: 1_000, maxMs: 30_000 }
/** Files on their way at the same time. */
const CONCURRENT_MAX = 2
const PROGRESS_EVERY_MS = 200

export interface UploadRequests {
  readonly transfer: Transfer
  /** What I brought before with these bytes, if it is still there. */
  find(file: { sha256: string; size: number; purpose: UploadPurpose }): Promise<Uploaded | null>
  /** Null: it isn't all there. @throws KithError the refusal of what was brought */
  finished(uploadId: UploadId): Promise<Uploaded | null>
}

interface Dependencies extends UploadRequests {
  readonly environment: Environment
  /** Null: gone. */
  file(key: string): Promise<Blob | null>
  get(clientId: ClientId, id: string): OutboxAttachment | undefined
  /** `kept`: it is to be there after a crash. */
  changed(clientId: ClientId, attachment: OutboxAttachment, kept: boolean): void
  /** Refused for good. */
  failed(clientId: ClientId, attachment: OutboxAttachment, problem: Problem): void
  /** There is room for another one. */
  again(): void
}

/** Brings the files of what waits to the server, each as far as it isn't there yet. */
export class Uploader {
  readonly #deps: Dependencies
  readonly #running = new Map<string, AbortController>()
  readonly #failures = new Map<string, number>()
  /** Until its time comes: takes the next try back. */
  readonly #waiting = new Map<string, () => void>()

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** Begins what may begin, in the order of the messages. */
  go(records: readonly OutboxRecord[]): void {
    for (const { clientId, attachments, status } of records) {
      for (const { id, state } of attachments) {
        if (this.#running.size >= CONCURRENT_MAX) return
        const key = `${clientId}/${id}`
        const wanted = status !== 'failed' && (state === 'waiting' || state === 'uploading')
        if (wanted && !this.#running.has(key) && !this.#waiting.has(key)) void this.#run(clientId, id, key)
      }
    }
  }

  abort(clientId: ClientId, id: string): void {
    const key = `${clientId}/${id}`
    this.#forget(key)
    this.#running.get(key)?.abort()
    this.#running.delete(key)
  }

  /** What arrived isn't wanted any more. Where the server can't be told, it forgets by itself after a day. */
  discard(uploadIds: Iterable<UploadId>): void {
    for (const id of uploadIds) this.#deps.transfer.discard(id).catch(() => {})
  }

  /** A new connection: what failed for a while is tried at once. */
  reconnected(): void {
    for (const key of [...this.#waiting.keys()]) this.#forget(key)
  }

  stop(): void {
    this.reconnected()
    for (const controller of this.#running.values()) controller.abort()
  }

  async #run(clientId: ClientId, id: string, key: string): Promise<void> {
    const controller = new AbortController()
    this.#running.set(key, controller)
    try {
      await this.#bring(clientId, id, controller.signal)
      this.#failures.delete(key)
    } catch (error) {
      if (!controller.signal.aborted) this.#stumbled(clientId, id, key, asRefusal(error))
    }
    if (this.#running.get(key) === controller) this.#running.delete(key)
    if (!controller.signal.aborted) this.#deps.again()
  }

  async #bring(clientId: ClientId, id: string, signal: AbortSignal): Promise<void> {
    const attachment = this.#deps.get(clientId, id)
    if (!attachment) return
    this.#deps.changed(clientId, { ...attachment, state: 'uploading' }, false)
    if (attachment.poster) await this.#part({ clientId, id, part: 'poster', signal })
    const uploaded = await this.#part({ clientId, id, part: 'whole', signal })
    const now = this.#deps.get(clientId, id)
    if (now) this.#deps.changed(clientId, broughtAs(now, uploaded), true)
  }

  async #part(job: PartJob): Promise<Uploaded> {
    const { clientId, id, part, signal } = job
    const { find, finished, transfer } = this.#deps
    const file = await this.#deps.file(fileKey(clientId, id, part))
    signal.throwIfAborted()
    if (!file) throw new KithError('gone', 'This file isn’t on this device any more. Attach it again.')
    const purpose = part === 'poster' ? 'preview' : this.#of(job).kind
    const known = this.#of(job)[part]?.sha256
    const sha256 = known ?? (await transfer.digest(file, signal))
    if (!known) this.#change(job, { sha256 })
    const before = this.#of(job)[part]?.uploadId ?? null
    const there = await (before === null ? find({ sha256, size: file.size, purpose }) : finished(before))
    signal.throwIfAborted()
    if (there) {
      this.#change(job, { uploadId: there.uploadId, brought: true })
      return there
    }
    const uploadId = await transfer.bring({
      file,
      purpose,
      name: this.#of(job).name,
      sha256,
      uploadId: before,
      signal,
      begun: (begun) => !signal.aborted && begun !== before && this.#change(job, { uploadId: begun }),
      progress: this.#progress(job),
    })
    const uploaded = await finished(uploadId)
    signal.throwIfAborted()
    if (!uploaded) throw new KithError('busy', 'The server is still looking at this file.')
    this.#change(job, { uploadId: uploaded.uploadId, brought: true })
    return uploaded
  }

  #progress(job: PartJob): (sent: number, kept: boolean) => void {
    const { environment } = this.#deps
    let shownAt = Number.NEGATIVE_INFINITY
    return (sent, kept) => {
      if (job.part === 'poster' || job.signal.aborted) return
      const now = environment.now()
      if (!kept && now - shownAt < PROGRESS_EVERY_MS) return
      shownAt = now
      this.#deps.changed(job.clientId, { ...this.#of(job), sent }, kept)
    }
  }

  /** Throws when it was taken back meanwhile. */
  #of({ clientId, id }: PartJob): OutboxAttachment {
    const attachment = this.#deps.get(clientId, id)
    if (!attachment) throw new KithError('gone', 'This message was taken back.')
    return attachment
  }

  #change(job: PartJob, change: Partial<Part>): void {
    const attachment = this.#of(job)
    const before = attachment[job.part]
    if (before) this.#deps.changed(job.clientId, { ...attachment, [job.part]: { ...before, ...change } }, true)
  }

  #stumbled(clientId: ClientId, id: string, key: string, { code, message }: KithError): void {
    const attachment = this.#deps.get(clientId, id)
    if (!attachment) return
    if (code === 'upload_missing') this.#deps.changed(clientId, anew(attachment), true)
    else if (!isTransient(code)) {
      this.#deps.failed(clientId, anew(attachment), { code, message })
      return
    }
    this.#later(key)
  }

  #later(key: string): void {
    const { environment, again } = this.#deps
    const failures = (this.#failures.get(key) ?? 0) + 1
    this.#failures.set(key, failures)
    const retry = (): void => {
      this.#waiting.delete(key)
      again()
    }
    this.#waiting.set(key, environment.after(backoffMs(RETRY, failures, environment.random()), retry))
  }

  #forget(key: string): void {
    this.#waiting.get(key)?.()
    this.#waiting.delete(key)
    this.#failures.delete(key)
  }
}

interface PartJob {
  readonly clientId: ClientId
  readonly id: string
  readonly part: PartName
  readonly signal: AbortSignal
}
