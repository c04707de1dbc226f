import fs from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { BlobId, BlobStore } from '@/server/application/file-ports'
import { isKithError } from '@/server/domain/errors'
import { type BlobLine, byFolder, folderOf } from './blob-list'
import { writeHashed } from './hashed-file'
import type { BackupFile } from './manifest'

const AT_ONCE = 4

/** Copies what is there now: what goes from the store while rows are read is here by then. */
export async function dumpAllBlobs(store: BlobStore, folder: string): Promise<void> {
  const all = store.list()[Symbol.asyncIterator]()
  const work = async (): Promise<void> => {
    for (let next = await all.next(); !next.done; next = await all.next()) await dumpBlob(store, folder, next.value.id)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** Makes the backup’s blobs those that are listed; answers which of them the store doesn’t have whole. */
export async function dumpListedBlobs(store: BlobStore, folder: string, list: BackupFile): Promise<BlobId[]> {
  const missing: BlobId[] = []
  for await (const { name, blobs } of byFolder(folder, list)) {
    const here = await fs.readdir(path.join(folder, 'blobs', name)).catch(() => [])
    const wanted = new Set(blobs.map(({ id }) => id))
    for (const other of here.filter((id) => !wanted.has(id))) await fs.rm(path.join(folder, 'blobs', name, other))
    const present = new Set(here)
    for (const { id } of blobs.filter((blob: BlobLine) => !present.has(blob.id)))
      if (!(await dumpBlob(store, folder, id))) missing.push(id)
  }
  return missing
}

/** False: it isn’t there, or isn’t what its id says. */
async function dumpBlob(store: BlobStore, folder: string, id: BlobId): Promise<boolean> {
  const file = `blobs/${folderOf(id)}/${id}`
  if (await exists(path.join(folder, file))) return true
  const draft = `${file}.part`
  try {
    const bytes = await store.read(id)
    const { sha256 } = await writeHashed(folder, draft, Readable.fromWeb(bytes as never))
    if (sha256 !== id) throw new Error('damaged')
  } catch (error) {
    await fs.rm(path.join(folder, draft), { force: true })
    if (isDamage(error)) return false
    throw error
  }
  await fs.rename(path.join(folder, draft), path.join(folder, file))
  return true
}

const isDamage = (error: unknown): boolean =>
  isKithError(error) ? error.code === 'not_found' : (error as Error).message === 'damaged'

const exists = (file: string): Promise<boolean> =>
  fs.stat(file).then(
    () => true,
    () => false,
  )
