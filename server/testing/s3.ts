import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import S3rver from 's3rver'
import type { S3Env } from '@/server/env'

const BUCKETS = Array.from({ length: 12 }, () => ({ name: `kith-${randomUUID()}` }))

/** A real S3 server on a free port of this machine. */
export async function startS3(): Promise<{ emptyBucket(): S3Env; close(): Promise<void> }> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'kith-s3-'))
  const options = { port: 0, address: '127.0.0.1', directory, silent: true, configureBuckets: BUCKETS }
  const server = new S3rver(options)
  const { port } = await server.run()
  const left = [...BUCKETS]
  return {
    emptyBucket() {
      const bucket = left.pop()?.name
      if (!bucket) throw new Error('The S3 server of the tests has no empty bucket left.')
      const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
      return { bucket, endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, pathStyle: true }
    },
    async close() {
      await server.close()
      await fs.rm(directory, { recursive: true })
    },
  }
}
