import type { PendingAttachment } from './kith'
import { fileKey, fileKeys, type OutboxAttachment } from './outbox-attachment'
import type { OutboxRecord } from './outbox-record'
import type { Storage, Write } from './storage/storage'

/** The bytes of what waits: in the store, and at hand for showing. */
export class OutboxFiles {
  readonly #storage: Pick<Storage, 'get'>
  readonly #blobs = new Map<string, Blob>()

  constructor(storage: Pick<Storage, 'get'>) {
    this.#storage = storage
  }

  put(files: readonly (readonly [string, Blob])[]): void {
    for (const [key, blob] of files) this.#blobs.set(key, blob)
  }

  /** Null: its bytes are gone. */
  async read(key: string): Promise<Blob | null> {
    const known = this.#blobs.get(key)
    if (known) return known
    const stored = await this.#storage.get('files', key)
    if (!(stored instanceof Blob)) return null
    this.#blobs.set(key, stored)
    return stored
  }

  /** Whether there was something to read. */
  async load({ clientId, attachments }: OutboxRecord): Promise<boolean> {
    const missing = fileKeys(clientId, attachments).filter((key) => !this.#blobs.has(key))
    await Promise.all(missing.map((key) => this.read(key)))
    return missing.length > 0
  }

  /** With its bytes, as far as they are at hand. */
  shown(clientId: string, { whole, poster, ...attachment }: OutboxAttachment): PendingAttachment {
    const of = (part: 'whole' | 'poster') => this.#blobs.get(fileKey(clientId, attachment.id, part)) ?? null
    return { ...attachment, file: whole && of('whole'), preview: poster && of('poster') }
  }

  /** Frees them; answers what is to be taken from the store. */
  drop({ clientId, attachments }: OutboxRecord): Write[] {
    return fileKeys(clientId, attachments).map((key) => {
      this.#blobs.delete(key)
      return { table: 'files', key, value: undefined }
    })
  }
}
