import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BlobId, BlobStore } from '@/server/application/file-ports'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findDamage } from '@/server/testing/find-damage'
import { insertUser } from '@/server/testing/insert-user'
import { startS3 } from '@/server/testing/s3'
import { sha256 } from '@/server/testing/upload-stage'
import { diskBlobs } from '../blobs/disk'
import { s3Blobs } from '../blobs/s3'
import { keepBlobs } from './keep-blobs'
import { releaseBlobs } from './release-blobs'
import { sweepFiles } from './sweep-files'
import { databaseUploads } from './uploads'

let database: TestDatabase
let folder: string
let s3: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'kith-sweep-'))
  s3 = await startS3()
})
afterAll(async () => {
  expect(await findDamage(database.pool)).toEqual([])
  await database.drop()
  await s3.close()
  await fs.rm(folder, { recursive: true })
})

const KILLED = new Error('The process was killed.')

describe.each([
  ['a folder', async () => diskBlobs(await fs.mkdtemp(path.join(folder, 'store-')))],
  ['a store of the S3 kind', async () => s3Blobs(s3.emptyBucket())],
])('what a killed process left behind in %s goes with the next sweep:', (_, open) => {
  /** A file that somebody brought and sent, long ago, and whose message is gone since. */
  async function said(): Promise<{ store: BlobStore; id: BlobId; others: BlobId }> {
    const { pool } = database
    const store = await open()
    const [bytes, kept] = [randomBytes(2_000), randomBytes(2_000)]
    const userId = await insertUser(pool)
    const uploads = databaseUploads(pool, store)
    for (const one of [bytes, kept]) {
      const id = randomUUID()
      await uploads.begin({ id, userId, purpose: 'file', size: one.length, sourceHash: null }, 1_000_000)
      const whole = { id: sha256(one), size: one.length, type: 'application/octet-stream', source: { bytes: one } }
      const nothing = { preview: null, width: null, height: null, thumbhash: null }
      await uploads.finish(id, sha256(one), { kind: 'file', whole, ...nothing })
    }
    await pool.query(`UPDATE uploads SET sent = true, created_at = now() - interval '25 hours' WHERE blob_id = $1`, [
      sha256(bytes),
    ])
    await pool.query(`UPDATE blobs SET created_at = now() - interval '25 hours'`)
    return { store, id: sha256(bytes), others: sha256(kept) }
  }

  const rowsOf = async (id: BlobId) => (await database.pool.query('SELECT FROM blobs WHERE id = $1', [id])).rowCount

  async function sweptUp({ store, id, others }: Awaited<ReturnType<typeof said>>): Promise<void> {
    await sweepFiles({ pool: database.pool, store })
    expect([await store.size(id), await rowsOf(id)]).toEqual([null, 0])
    // What is about to be sent stays.
    expect([await store.size(others), await rowsOf(others)]).toEqual([2_000, 1])
    await sweepFiles({ pool: database.pool, store })
    expect(await store.size(others)).toBe(2_000)
  }

  test('killed after the commit, before anything was released', async () => {
    await sweptUp(await said())
  })

  test('killed before the bytes were deleted', async () => {
    const left = await said()
    const store = { ...left.store, delete: () => Promise.reject(KILLED) }
    await expect(releaseBlobs({ pool: database.pool, store }, [left.id])).rejects.toBe(KILLED)
    expect([await left.store.size(left.id), await rowsOf(left.id)]).toEqual([2_000, 1])
    await sweptUp(left)
  })

  test('killed after the bytes were deleted, before that was committed', async () => {
    const left = await said()
    const store: BlobStore = {
      ...left.store,
      async delete(id) {
        await left.store.delete(id)
        throw KILLED
      },
    }
    await expect(releaseBlobs({ pool: database.pool, store }, [left.id])).rejects.toBe(KILLED)
    expect([await left.store.size(left.id), await rowsOf(left.id)]).toEqual([null, 1])
    await sweptUp(left)
  })

  test('killed after the bytes were written, before a row knew of them', async () => {
    const left = await said()
    const bytes = randomBytes(500)
    const blob = { id: sha256(bytes), size: 500, type: 'text/plain', source: { bytes } }
    const keeping = keepBlobs({ pool: database.pool, store: left.store }, [blob], () => Promise.reject(KILLED))
    await expect(keeping).rejects.toBe(KILLED)
    expect([await left.store.size(blob.id), await rowsOf(blob.id)]).toEqual([500, 0])
    await sweepFiles({ pool: database.pool, store: left.store })
    expect(await left.store.size(blob.id)).toBe(500)
    const later: BlobStore = {
      ...left.store,
      async *list() {
        for await (const { id } of left.store.list()) yield { id, writtenAt: new Date(0) }
      },
    }
    await sweptUp({ ...left, store: later })
    expect(await left.store.size(blob.id)).toBeNull()
  })
})
