import type { ExportStatus } from '@/contracts/export'
import { cut, layOut } from '@/server/domain/archive/zip-layout'
import { notFound } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { ArchivedPart } from './export-ports'
import type { ByteRange } from './file-ports'
import type { Ports } from './ports'
import type { ReadableFile } from './read-file'

type Who = Pick<Actor, 'userId'>
type Needed = Pick<Ports, 'exports' | 'files' | 'attempts'>

/** Has an archive of all that the user may see made. While one is being made, that one. @throws KithError `rate_limited` */
export function beginExport({ exports, files, attempts }: Needed) {
  return async ({ userId }: Who): Promise<ExportStatus> => {
    const present = await exports.status(userId)
    if (present?.state === 'making') return present
    await attempts.begin('export', '', userId)
    const { status, released } = await exports.begin(userId)
    await files.release(released)
    return status
  }
}

/** Null: none was asked for, or it is past its end. */
export function readExportStatus({ exports }: Pick<Ports, 'exports'>) {
  return ({ userId }: Who): Promise<ExportStatus | null> => exports.status(userId)
}

/** Erases it, or stops making it. */
export function discardExport({ exports, files }: Needed) {
  return async ({ userId }: Who): Promise<void> => await files.release(await exports.discard(userId))
}

/** The user's own archive, or any part of it. @throws KithError `not_found` */
export function readExport({ exports, users, blobs }: Pick<Ports, 'exports' | 'users' | 'blobs'>) {
  return async ({ userId }: Who): Promise<ReadableFile> => {
    const found = await exports.finished(userId)
    if (found === null) throw notFound('export')
    const at = new Date(found.finishedAt)
    const { size, pieces } = layOut(found.parts, at)
    const { userName } = await users.profile(userId)
    const whole = { start: 0, end: size - 1 }
    return {
      // What the archive is known by, in place of a hash of it: the same id never has other bytes.
      blobId: `export-${found.id}`,
      size,
      type: 'application/zip',
      name: `kith-${userName}-${found.finishedAt.slice(0, 'yyyy-mm-dd'.length)}.zip`,
      kind: 'file',
      open: async (range = whole) => streamOf(bytesOf(blobs, cut(pieces, range))),
    }
  }
}

async function* bytesOf(blobs: Ports['blobs'], cuts: ReturnType<typeof cut<ArchivedPart>>): AsyncGenerator<Uint8Array> {
  for (const { piece, from, to } of cuts) {
    if ('bytes' in piece) yield piece.bytes.subarray(from, to + 1)
    else yield* read(blobs, piece.entry.blobId, { start: from, end: to })
  }
}

async function* read(blobs: Ports['blobs'], blobId: string, range: ByteRange): AsyncGenerator<Uint8Array> {
  const reader = (await blobs.read(blobId, range)).getReader()
  try {
    for (let next = await reader.read(); next.value !== undefined; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}

function streamOf(bytes: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await bytes.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await bytes.return(undefined)
    },
  })
}
