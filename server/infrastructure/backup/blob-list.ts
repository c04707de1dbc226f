import { createInterface } from 'node:readline'
import type { BlobId } from '@/server/application/file-ports'
import { openZipped } from './hashed-file'
import type { BackupFile } from './manifest'

export interface BlobLine {
  readonly id: BlobId
  readonly size: number
}

export const folderOf = (id: BlobId): string => id.slice(0, 2)

const FOLDERS = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'))
const ID = /^[0-9a-f]{64}$/

/** The listed blobs, a folder’s at a time: of all of them one part in 256 is in memory. Every folder comes, also empty. */
export async function* byFolder(
  folder: string,
  list: BackupFile,
): AsyncGenerator<{ readonly name: string; readonly blobs: readonly BlobLine[] }> {
  let at = 0
  let blobs: BlobLine[] = []
  for await (const blob of lines(folder, list)) {
    for (; FOLDERS[at] !== folderOf(blob.id); at++, blobs = []) yield { name: FOLDERS[at] ?? '', blobs }
    blobs.push(blob)
  }
  for (; at < FOLDERS.length; at++, blobs = []) yield { name: FOLDERS[at] ?? '', blobs }
}

async function* lines(folder: string, list: BackupFile): AsyncGenerator<BlobLine> {
  for await (const line of createInterface({ input: openZipped(folder, list), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [id = '', size] = line.split('\t')
    if (!ID.test(id)) throw new Error(`A line of ${list.file} names no blob.`)
    yield { id, size: Number(size) }
  }
}
