import type { Place } from '@/contracts/dto'
import type { StickerId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { ByteRange, FilePart, StoredFile } from './file-ports'
import type { Ports } from './ports'

/** A file as it is told of; its bytes come when they are asked for. */
export interface ReadableFile extends StoredFile {
  /** @throws KithError `not_found`, `busy` */
  open(range?: ByteRange): Promise<ReadableStream<Uint8Array>>
}

/** @throws KithError `not_found` */
export function readFile({ files, blobs }: Pick<Ports, 'files' | 'blobs'>) {
  return async (actor: Actor, place: Place, part: FilePart): Promise<ReadableFile> =>
    readable(blobs, await files.ofMessage(actor.userId, place, part))
}

/** @throws KithError `not_found` */
export function readSticker({ files, blobs }: Pick<Ports, 'files' | 'blobs'>) {
  return async (actor: Actor, stickerId: StickerId): Promise<ReadableFile> =>
    readable(blobs, await files.ofSticker(actor.userId, stickerId))
}

function readable(blobs: Ports['blobs'], file: StoredFile): ReadableFile {
  return { ...file, open: (range) => blobs.read(file.blobId, range) }
}
