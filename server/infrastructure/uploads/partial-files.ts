import fs from 'node:fs/promises'
import path from 'node:path'
import { FileStore } from '@tus/file-store'
import type { UploadId } from '@/contracts/ids'
import { noRoom } from '../blobs/no-room'

const ID = /^[0-9a-f]{32}$/
/** Room that files leave on the disk to everything else, like the database. */
const RESERVE_BYTES = 256_000_000

/** What has arrived of uploads: a file each in a folder of this gateway's. */
export interface PartialFiles {
  readonly store: FileStore
  fileOf(id: UploadId): string
  /** Bytes there; null: no such file. */
  size(id: UploadId): Promise<number | null>
  remove(id: UploadId): Promise<void>
  list(): Promise<readonly UploadId[]>
  /** @throws KithError `busy` when the disk has no room for so many more bytes */
  requireRoom(bytes: number): Promise<void>
}

export async function partialFiles(folder: string, reserveBytes = RESERVE_BYTES): Promise<PartialFiles> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  const store = new FileStore({ directory: folder })
  const fileOf = (id: UploadId) => path.join(folder, id)
  return {
    store,
    fileOf,
    async size(id) {
      return (await fs.stat(fileOf(id)).catch(() => null))?.size ?? null
    },
    async remove(id) {
      await store.remove(id).catch(() => {})
    },
    async list() {
      return (await fs.readdir(folder)).filter((name) => ID.test(name))
    },
    async requireRoom(bytes) {
      const { bavail, bsize } = await fs.statfs(folder)
      if (bavail * bsize - reserveBytes < bytes) throw noRoom()
    },
  }
}
