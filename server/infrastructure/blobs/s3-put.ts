import fs from 'node:fs/promises'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { BlobSource } from '@/server/application/file-ports'

/**
 * What is in memory of a file at a time, so that a part that didn't get through can be sent again. Stores take ten
 * thousand parts: 168 GB. What fits into one is one request.
 */
export const PART_BYTES = 16 * 1024 * 1024

interface Target {
  readonly Bucket: string
  readonly Key: string
}

/** All of it or nothing becomes the object. */
export async function putObject(client: S3Client, target: Target, source: BlobSource): Promise<void> {
  if ('bytes' in source) {
    await client.send(new PutObjectCommand({ ...target, Body: source.bytes }))
    return
  }
  const file = await fs.open(source.file)
  try {
    const { size } = await file.stat()
    if (size > PART_BYTES) await putParts(client, target, { file, size })
    else await client.send(new PutObjectCommand({ ...target, Body: await read(file, 0, size) }))
  } finally {
    await file.close()
  }
}

interface OpenFile {
  readonly file: fs.FileHandle
  readonly size: number
}

async function putParts(client: S3Client, target: Target, { file, size }: OpenFile): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target))
  const upload = { ...target, UploadId }
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = []
    for (let from = 0; from < size; from += PART_BYTES) {
      const PartNumber = Parts.length + 1
      const Body = await read(file, from, Math.min(PART_BYTES, size - from))
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }))
      Parts.push({ PartNumber, ETag })
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }))
  } catch (error) {
    // Where even this doesn't get through, the bucket's own rule for unfinished uploads clears the parts away.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {})
    throw error
  }
}

async function read(file: fs.FileHandle, from: number, size: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(size)
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(part, at, size - at, from + at)
    if (bytesRead === 0) throw new Error('The file became shorter while it was stored.')
    at += bytesRead
  }
  return part
}
