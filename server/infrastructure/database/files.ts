import type pg from 'pg'
import type { BlobStore, FileExaminer, Files } from '@/server/application/file-ports'
import { keepBlobs } from './keep-blobs'
import { fileOfMessage, fileOfSticker } from './read-file'
import { releaseBlobs } from './release-blobs'
import { sweepFiles } from './sweep-files'

export function databaseFiles(pool: pg.Pool, store: BlobStore, { hash }: Pick<FileExaminer, 'hash'>): Files {
  const both = { pool, store }
  return {
    async put(source, type) {
      const { id, size } = await hash(source)
      await keepBlobs(both, [{ id, size, type, source }], async () => {})
      return { id, size }
    },
    release: (blobIds) => releaseBlobs(both, blobIds),
    sweep: () => sweepFiles(both),
    ofMessage: (userId, place, part) => fileOfMessage(pool, userId, place, part),
    ofSticker: (userId, stickerId) => fileOfSticker(pool, userId, stickerId),
  }
}
