import path from 'node:path'
import type { BlobStore } from '@/server/application/file-ports'
import type { S3Env } from '@/server/env'
import { diskBlobs } from './disk'

/** The store that is configured: S3, or else the data folder. */
export async function openBlobs(dataFolder: string, s3: S3Env | null): Promise<BlobStore> {
  if (!s3) return diskBlobs(path.join(dataFolder, 'blobs'))
  // The SDK takes its time to load, and few need it.
  const { s3Blobs } = await import('./s3')
  return s3Blobs(s3)
}
