import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { StickerId, UploadId, UserId } from '@/contracts/ids'
import type { AttachmentInput } from '@/contracts/inputs'
import type { Container } from '@/server/container'
import type { Posting } from './script'
import { THINGS } from './things/things'

const NOBODYS_SESSION = '0'

/** What people attach: made, and brought the way a browser brings it. */
export class Luggage {
  readonly #container: Container
  readonly #stickers = new Map<string, StickerId>()

  constructor(container: Container) {
    this.#container = container
  }

  /** What a message is with what a script attaches to it. */
  async pack(userId: UserId, { things, sticker }: Pick<Posting, 'things' | 'sticker'>) {
    if (sticker !== null) return { kind: 'sticker' as const, attachments: [await this.#sticker(userId, sticker)] }
    const attachments: AttachmentInput[] = []
    for (const name of things) attachments.push(await this.#bring(userId, name))
    const [first] = attachments
    const kind = first && 'kind' in first && first.kind === 'voice' ? ('voice' as const) : ('text' as const)
    return { kind, attachments }
  }

  async #bring(userId: UserId, name: string): Promise<AttachmentInput> {
    const thing = THINGS[name]
    if (!thing) throw new Error(`A story speaks of “${name}”, which nobody has made.`)
    const { bytes, ...sound } = await thing.make()
    return { uploadId: await this.#upload(userId, thing.kind, bytes), kind: thing.kind, name: thing.name, ...sound }
  }

  async #sticker(userId: UserId, name: string): Promise<AttachmentInput> {
    if (this.#stickers.size === 0) await this.#lookForStickers(userId)
    const stickerId = this.#stickers.get(name)
    if (!stickerId) throw new Error(`A story speaks of the sticker “${name}”, which no pack has.`)
    return { stickerId }
  }

  async #lookForStickers(userId: UserId): Promise<void> {
    const { packs } = await this.#container.useCases.readStickerShelf({ userId })
    for (const pack of packs) {
      for (const { id, emoji } of pack.stickers) this.#stickers.set(`${pack.name}/${emoji}`, id)
    }
  }

  /** @throws KithError what the bytes are refused for */
  async #upload(userId: UserId, purpose: 'image' | 'file' | 'voice', bytes: Buffer): Promise<UploadId> {
    const { beginUpload, finishUpload, readUploaded } = this.#container.useCases
    const id = randomUUID().replaceAll('-', '')
    const upload = { id, purpose, size: bytes.length, sourceHash: createHash('sha256').update(bytes).digest('hex') }
    const actor = { userId, sessionId: NOBODYS_SESSION }
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'kith-seed-'))
    try {
      const file = path.join(folder, id)
      await fs.writeFile(file, bytes)
      await beginUpload(actor, upload)
      await finishUpload({ ...upload, userId }, file)
      await readUploaded(actor, id)
      return id
    } finally {
      await fs.rm(folder, { recursive: true })
    }
  }
}
