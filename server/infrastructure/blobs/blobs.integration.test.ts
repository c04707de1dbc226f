import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blobIdOf, blobStoreContract } from '@/server/application/blob-store.contract'
import { startS3 } from '@/server/testing/s3'
import { diskBlobs } from './disk'
import { s3Blobs } from './s3'

let folder: string
let s3: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'kith-blobs-'))
  s3 = await startS3()
})
afterAll(async () => {
  await s3.close()
  await fs.rm(folder, { recursive: true })
})

describe('a store on disk', () => {
  blobStoreContract(async () => diskBlobs(await fs.mkdtemp(path.join(folder, 'store-'))))

  it('leaves nothing behind of what could not be written', async () => {
    const at = await fs.mkdtemp(path.join(folder, 'store-'))
    const id = blobIdOf(Buffer.from('a'))
    // A folder where the blob's own should be: it can be written, but not moved there.
    await fs.mkdir(path.join(at, id.slice(0, 2)), { recursive: true })
    await fs.writeFile(path.join(at, 'new'), '')
    await expect(diskBlobs(at).put(id, { bytes: Buffer.from('a') })).rejects.toThrow()
    expect(await diskBlobs(at).size(id)).toBeNull()
  })

  it.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`])('has no blob called %j', async (id) => {
    const store = diskBlobs(folder)
    expect(await store.size(id)).toBeNull()
    await expect(store.read(id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a store of the S3 kind', () => {
  blobStoreContract(async () => s3Blobs(s3.emptyBucket()))

  it('that is out of reach says so', async () => {
    const store = s3Blobs({ ...s3.emptyBucket(), endpoint: 'http://127.0.0.1:1' })
    await expect(store.size('a'.repeat(64))).rejects.toMatchObject({ code: 'busy' })
    await expect(store.put('a'.repeat(64), { bytes: Buffer.from('a') })).rejects.toMatchObject({ code: 'busy' })
  })
})
