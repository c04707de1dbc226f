import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { BlobStore } from '@/server/application/file-ports'
import type { Finding } from './finding'

/** Whether every file that a row tells of is in the store, with the bytes by which it is named. */
export async function bytesKept(db: Pool, store: BlobStore): Promise<Finding> {
  const { rows } = await db.query<{ id: string; size: string }>('select id, size from blobs order by id')
  const wrong: string[] = []
  for (const { id, size } of rows) {
    const found = await store.size(id)
    if (found !== Number(size)) wrong.push(`${id} has ${found} of ${size} bytes`)
    else if ((await hashOf(await store.read(id))) !== id) wrong.push(`${id} has other bytes`)
  }
  return { claim: 'every file’s bytes are there', examined: rows.length, wrong }
}

async function hashOf(bytes: ReadableStream<Uint8Array>): Promise<string> {
  const whole = new Uint8Array(await new Response(bytes).arrayBuffer())
  return createHash('sha256').update(whole).digest('hex')
}
