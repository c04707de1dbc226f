import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { BlobStore } from './file-ports'

export const blobIdOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream as BodyInit).arrayBuffer())
}

async function idsOf(store: BlobStore): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of store.list()) ids.push(id)
  return ids
}

/** What every store of blobs does. `open` gives a fresh, empty one. */
export function blobStoreContract(open: () => Promise<BlobStore>): void {
  it('gives back what was put, whole and in parts', async () => {
    const store = await open()
    const bytes = randomBytes(300_000)
    const id = blobIdOf(bytes)
    await store.put(id, { bytes })
    expect(await store.size(id)).toBe(300_000)
    expect((await read(await store.read(id))).equals(bytes)).toBe(true)
    expect((await read(await store.read(id, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(true)
    expect((await read(await store.read(id, { start: 299_999, end: 299_999 }))).equals(bytes.subarray(-1))).toBe(true)
  })

  it('takes a file and leaves it as it was', async () => {
    const store = await open()
    const bytes = randomBytes(2_000_000)
    const file = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'kith-blob-')), 'file')
    await fs.writeFile(file, bytes)
    await store.put(blobIdOf(bytes), { file })
    expect((await fs.readFile(file)).equals(bytes)).toBe(true)
    await fs.rm(path.dirname(file), { recursive: true })
    expect((await read(await store.read(blobIdOf(bytes)))).equals(bytes)).toBe(true)
  })

  it('holds the same bytes once, however often and at once they are put', async () => {
    const store = await open()
    const bytes = randomBytes(100_000)
    const id = blobIdOf(bytes)
    await Promise.all(Array.from({ length: 8 }, () => store.put(id, { bytes })))
    await store.put(id, { bytes })
    expect(await idsOf(store)).toEqual([id])
    expect((await read(await store.read(id))).equals(bytes)).toBe(true)
  })

  it('holds nothing that was deleted or never put', async () => {
    const store = await open()
    const bytes = randomBytes(1_000)
    const id = blobIdOf(bytes)
    expect(await store.size(id)).toBeNull()
    await expect(store.read(id)).rejects.toMatchObject({ code: 'not_found' })
    await store.put(id, { bytes })
    await store.delete(id)
    await store.delete(id)
    expect(await store.size(id)).toBeNull()
    await expect(store.read(id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await idsOf(store)).toEqual([])
  })

  it('holds nothing of what it could not take whole', async () => {
    const store = await open()
    const id = blobIdOf(Buffer.from('never'))
    await expect(store.put(id, { file: '/nonexistent/file' })).rejects.toThrow()
    expect(await store.size(id)).toBeNull()
    expect(await idsOf(store)).toEqual([])
  })

  it('says when each was written, and keeps what is empty', async () => {
    const store = await open()
    const before = Date.now() - 60_000
    await store.put(blobIdOf(new Uint8Array()), { bytes: new Uint8Array() })
    expect(await store.size(blobIdOf(new Uint8Array()))).toBe(0)
    for await (const { writtenAt } of store.list()) expect(writtenAt.getTime()).toBeGreaterThan(before)
  })
}
