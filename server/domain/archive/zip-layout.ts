import { directoryLine, endOf, joined, localHeader, type ZipEntry } from './zip-headers'

/** A run of the archive's bytes: written here, or the stored bytes of a file. */
export type ZipPiece<E> = { readonly bytes: Uint8Array } | { readonly entry: E; readonly length: number }

/**
 * Where everything stands in an archive of these files, before a byte of them is read: so any part of it can be made by
 * itself. The same files and time make the same archive.
 */
export function layOut<E extends ZipEntry>(entries: readonly E[], at: Date) {
  const pieces: ZipPiece<E>[] = []
  const lines: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const header = localHeader(entry, at)
    lines.push(directoryLine(entry, at, offset))
    pieces.push({ bytes: header }, { entry, length: entry.stored })
    offset += header.length + entry.stored
  }
  const directory = joined(...lines)
  const end = endOf({ offset, size: directory.length, lines: lines.length })
  pieces.push({ bytes: directory }, { bytes: end })
  return { size: offset + directory.length + end.length, pieces }
}

/** Those pieces, or parts of them, that make up the bytes from `start` to `end`; both count. */
export function* cut<E>(pieces: readonly ZipPiece<E>[], { start, end }: { start: number; end: number }) {
  let offset = 0
  for (const piece of pieces) {
    const length = 'bytes' in piece ? piece.bytes.length : piece.length
    const from = Math.max(start - offset, 0)
    const to = Math.min(end - offset, length - 1)
    if (from <= to) yield { piece, from, to }
    offset += length
    if (offset > end) return
  }
}
