import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { BlobId, BlobSource } from '@/server/application/file-ports'

const CHUNK_BYTES = 1_000_000

/** SHA-256 in hex of what the source holds, and its size; a file is read piece by piece. */
export async function hash(source: BlobSource): Promise<{ readonly id: BlobId; readonly size: number }> {
  const digest = createHash('sha256')
  if ('bytes' in source) return { id: digest.update(source.bytes).digest('hex'), size: source.bytes.length }
  let size = 0
  for await (const chunk of createReadStream(source.file, { highWaterMark: CHUNK_BYTES })) {
    digest.update(chunk as Buffer)
    size += (chunk as Buffer).length
  }
  return { id: digest.digest('hex'), size }
}
