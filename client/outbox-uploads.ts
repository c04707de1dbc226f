import type { ClientId, UploadId } from '@/contracts/ids'
import type { Problem } from './kith'
import { type OutboxAttachment, partsOf } from './outbox-attachment'
import type { OutboxDependencies } from './outbox-dependencies'
import type { OutboxKept } from './outbox-kept'
import { type OutboxRecord, withAttachment } from './outbox-record'
import { Uploader } from './uploads/uploader'

const uploadIdsOf = ({ attachments }: OutboxRecord): readonly UploadId[] =>
  attachments.flatMap(partsOf).flatMap(({ uploadId }) => uploadId ?? [])

/** How far the files of what waits are. */
export class OutboxUploads {
  readonly #kept: OutboxKept
  readonly #uploader: Uploader

  /** `again`: there is room for another file, or a message has all of its own. */
  constructor(kept: OutboxKept, { uploads, environment }: OutboxDependencies, again: () => void) {
    this.#kept = kept
    this.#uploader = new Uploader({
      ...uploads,
      environment,
      file: (key) => kept.files.read(key),
      get: (clientId, id) => kept.records.get(clientId)?.attachments.find((one) => one.id === id),
      changed: (clientId, attachment, toKeep) => this.#brought(clientId, attachment, toKeep),
      failed: (clientId, attachment, problem) => this.#unbrought(clientId, attachment, problem),
      again,
    })
  }

  go(): void {
    this.#uploader.go(this.#kept.records.all)
  }

  stop(): void {
    this.#uploader.stop()
  }

  reconnected(): void {
    this.#uploader.reconnected()
  }

  abort({ clientId, attachments }: OutboxRecord): void {
    for (const { id } of attachments) this.#uploader.abort(clientId, id)
  }

  /** It is taken back: what was brought for it alone goes. */
  discard(record: OutboxRecord): void {
    const others = this.#kept.records.all.filter(({ clientId }) => clientId !== record.clientId)
    const wanted = new Set(others.flatMap(uploadIdsOf))
    this.abort(record)
    this.#uploader.discard(uploadIdsOf(record).filter((id) => !wanted.has(id)))
  }

  pause(clientId: ClientId, id: string): void {
    const record = this.#kept.records.get(clientId)
    this.#uploader.abort(clientId, id)
    if (!record) return
    this.#kept.keep(
      withAttachment(record, id, (one) => (one.whole && one.state !== 'ready' ? { ...one, state: 'paused' } : one)),
    )
  }

  resume(clientId: ClientId, id: string): void {
    const record = this.#kept.records.get(clientId)
    if (!record) return
    this.#kept.keep(withAttachment(record, id, (one) => (one.state === 'paused' ? { ...one, state: 'waiting' } : one)))
  }

  /** Another tab wants these to stop. */
  abortPaused({ clientId, attachments }: OutboxRecord): void {
    for (const { id, state } of attachments) if (state === 'paused') this.#uploader.abort(clientId, id)
  }

  #brought(clientId: ClientId, attachment: OutboxAttachment, toKeep: boolean): void {
    const record = this.#kept.live(clientId)
    if (!record) return
    const next = withAttachment(record, attachment.id, () => attachment)
    if (toKeep) this.#kept.keep(next)
    else this.#kept.show(next)
  }

  #unbrought(clientId: ClientId, attachment: OutboxAttachment, error: Problem): void {
    const record = this.#kept.live(clientId)
    if (!record) return
    const failed = withAttachment(record, attachment.id, () => ({ ...attachment, state: 'failed', error }))
    this.#kept.keep({ ...failed, status: 'failed', error })
  }
}
