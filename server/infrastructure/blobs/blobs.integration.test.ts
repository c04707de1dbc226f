import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blobIdOf, blobStoreContract } from '@/server/application/blob-store.contract'
import { startS3 } from '@/server/testing/s3'
import { diskBlobs } from './disk'
import { s3Blobs } from './s3'
import { PART_BYTES } from './s3-put'

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

  /** A file of three parts, the last of them short. */
  async function large(): Promise<{ id: string; file: string; bytes: Buffer }> {
    const bytes = randomBytes(2 * PART_BYTES + 1_234)
    const id = blobIdOf(bytes)
    const file = path.join(folder, id)
    await fs.writeFile(file, bytes)
    return { id, file, bytes }
  }

  it('takes what is larger than one request in parts, and gives it back as it was', async () => {
    const bucket = s3.emptyBucket()
    const way = await spied(bucket.endpoint ?? '')
    const store = s3Blobs({ ...bucket, endpoint: way.endpoint })
    const { id, file, bytes } = await large()
    await store.put(id, { file })
    expect(way.asked.filter((one) => one.startsWith('PUT part')).sort()).toEqual([
      'PUT part 1',
      'PUT part 2',
      'PUT part 3',
    ])
    expect(await store.size(id)).toBe(bytes.length)
    const stored = Buffer.from(await new Response((await store.read(id)) as BodyInit).arrayBuffer())
    expect(stored.equals(bytes)).toBe(true)
    const across = { start: PART_BYTES - 2, end: PART_BYTES + 1 }
    const ranged = Buffer.from(await new Response((await store.read(id, across)) as BodyInit).arrayBuffer())
    expect(ranged.equals(bytes.subarray(across.start, across.end + 1))).toBe(true)
    await way.close()
  })

  it('keeps no object of what came only in part, and tells the store so', async () => {
    const bucket = s3.emptyBucket()
    const way = await spied(bucket.endpoint ?? '', 'PUT part 2')
    const store = s3Blobs({ ...bucket, endpoint: way.endpoint })
    const { id, file, bytes } = await large()
    await expect(store.put(id, { file })).rejects.toMatchObject({ code: 'busy' })
    expect(way.asked.at(-1)).toBe('DELETE upload')
    expect(await store.size(id)).toBeNull()
    await s3Blobs(bucket).put(id, { file })
    expect(await store.size(id)).toBe(bytes.length)
    await way.close()
  })
})

/** The way to a store, on which one kind of request is refused. */
async function spied(endpoint: string, refused?: string) {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', endpoint)
    const part = searchParams.get('partNumber')
    const what = `${request.method} ${part ? `part ${part}` : searchParams.has('uploadId') ? 'upload' : 'object'}`
    asked.push(what)
    if (what === refused) {
      request.resume()
      response.writeHead(403).end()
      return
    }
    const { method = 'GET', url = '', headers } = request
    const onward = http.request(new URL(url, endpoint), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { asked, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
