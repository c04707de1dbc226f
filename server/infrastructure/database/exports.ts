import type pg from 'pg'
import type { Exports } from '@/server/application/export-ports'
import type { BlobStore, FileExaminer } from '@/server/application/file-ports'
import { alone } from './alone'
import { begin, discard, failed, forgetExpired } from './exports/begin'
import { finish, type Keeping, keep } from './exports/keep'
import { chatsIn, checked, due, finished, parts, status, task, unread } from './exports/read'

export function databaseExports(pool: pg.Pool, store: BlobStore, { hash }: Pick<FileExaminer, 'hash'>): Exports {
  const keeping: Keeping = { pool, store, hash }
  return {
    begin: (userId) => begin(pool, userId),
    status: (userId) => status(pool, userId),
    discard: (userId) => discard(pool, userId),
    forgetExpired: () => forgetExpired(pool),
    due: () => due(pool),
    alone: (id, work) => alone(pool, `export ${id}`, work),
    task: (id) => task(pool, id),
    keep: (of, kept) => keep(keeping, of, kept),
    chatsIn: (id) => chatsIn(pool, id),
    unread: (id, limit) => unread(pool, id, limit),
    checked: (id, name, crc) => checked(pool, id, name, crc),
    parts: (id) => parts(pool, id),
    finish: (of, size) => finish(pool, of, size),
    failed: (id) => failed(pool, id),
    finished: (userId) => finished(pool, userId),
  }
}
