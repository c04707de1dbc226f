import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import type { BlobId, BlobStore } from '@/server/application/file-ports'
import { isKithError, KithError, notFound } from '@/server/domain/errors'
import type { S3Env } from '@/server/env'
import { putObject } from './s3-put'

const PREFIX = 'blobs/'
const ID = /^[0-9a-f]{64}$/

/** Blobs as the objects `blobs/<id>` of a bucket. */
export function s3Blobs({ bucket, endpoint, region, credentials, pathStyle }: S3Env): BlobStore {
  const client = new S3Client({
    region,
    forcePathStyle: pathStyle,
    // Other makers' stores don't know Amazon's newer checksums; the id is one.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
  })
  const at = (id: BlobId) => ({ Bucket: bucket, Key: PREFIX + id })
  const sizeOf = (id: BlobId) =>
    reach(async () => (await client.send(new HeadObjectCommand(at(id)))).ContentLength ?? 0, null)

  return {
    async put(id, source) {
      if ((await sizeOf(id)) !== null) return
      await reach(() => putObject(client, at(id), source))
    },
    async read(id, range) {
      const Range = range && `bytes=${range.start}-${range.end}`
      const answer = await reach(() => client.send(new GetObjectCommand({ ...at(id), ...(Range && { Range }) })), null)
      if (!answer?.Body) throw notFound('file')
      return answer.Body.transformToWebStream() as ReadableStream<Uint8Array>
    },
    size: sizeOf,
    async delete(id) {
      await reach(() => client.send(new DeleteObjectCommand(at(id))), null)
    },
    async *list() {
      let ContinuationToken: string | undefined
      do {
        const page = await reach(() =>
          client.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: PREFIX,
              ...(ContinuationToken && { ContinuationToken }),
            }),
          ),
        )
        for (const { Key = '', LastModified } of page.Contents ?? []) {
          const id = Key.slice(PREFIX.length)
          if (ID.test(id)) yield { id, writtenAt: LastModified ?? new Date(0) }
        }
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken)
    },
  }
}

const OUT_OF_REACH = 'Files can’t be reached just now. Try again in a moment.'

/** `absent` is what a missing object means; without it, it is a failure like any other. */
async function reach<T>(ask: () => Promise<T>): Promise<T>
async function reach<T, A>(ask: () => Promise<T>, absent: A): Promise<T | A>
async function reach<T>(ask: () => Promise<T>, ...absent: unknown[]): Promise<unknown> {
  try {
    return await ask()
  } catch (error) {
    if (isKithError(error)) throw error
    const { name } = error as { name?: string }
    if (absent.length > 0 && (name === 'NotFound' || name === 'NoSuchKey')) return absent[0]
    throw Object.assign(new KithError('busy', OUT_OF_REACH), { cause: error })
  }
}
