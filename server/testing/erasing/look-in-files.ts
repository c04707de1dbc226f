import fs from 'node:fs/promises'
import path from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { S3Env } from '@/server/env'
import { foundIn, type Needle } from './needle'

/**
 * `file: needle` for every file below a data folder, by its name or its bytes. Not those of Postgres: what it keeps of dead
 * rows until it reuses their room is told of in docs/OPERATING.md, and the living ones are looked at as rows.
 */
export async function lookInFolder(folder: string, needles: readonly Needle[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await fs.readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, file)
    if (!entry.isFile() || name.startsWith(`postgres${path.sep}`)) continue
    // It may go while this looks.
    const bytes = await fs.readFile(file).catch(() => Buffer.alloc(0))
    found.push(...[...foundIn(name, needles), ...foundIn(bytes, needles)].map((one) => `${name}: ${one}`))
  }
  return found
}

/** `object: needle` for everything in the bucket. */
export async function lookInBucket(
  { bucket, endpoint = '', region, credentials }: S3Env,
  needles: readonly Needle[],
): Promise<string[]> {
  const client = new S3Client({
    region,
    endpoint: endpoint ?? '',
    forcePathStyle: true,
    ...(credentials && { credentials }),
  })
  const found: string[] = []
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }))
  for (const { Key = '' } of Contents) {
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key })).catch(() => null)
    const bytes = (await object?.Body?.transformToByteArray()) ?? Buffer.alloc(0)
    found.push(...[...foundIn(Key, needles), ...foundIn(bytes, needles)].map((one) => `${Key}: ${one}`))
  }
  client.destroy()
  return found
}
