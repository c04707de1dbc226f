import { unzipSync } from 'fflate'
import { crc32 } from '@/server/domain/archive/crc-32'

const DIRECTORY_LINE = 0x02014b50

/** An archive's files as text and bytes, read by somebody else's code; its checksums are looked at as well. */
export function openArchive(bytes: Uint8Array) {
  const files = unzipSync(bytes)
  const sums = checksumsIn(bytes)
  for (const [name, file] of Object.entries(files)) {
    if (sums.get(name) !== crc32(file)) throw new Error(`${name} hasn't the checksum that the archive says.`)
  }
  const text = (name: string): string => {
    const file = files[name]
    if (!file) throw new Error(`There is no ${name}, only ${Object.keys(files).join(', ')}.`)
    return new TextDecoder().decode(file)
  }
  return {
    files,
    names: Object.keys(files),
    text,
    json: (name: string) => JSON.parse(text(name)),
    /** All lines of a chat. */
    lines: (conversationId: string) =>
      Object.keys(files)
        .filter((name) => name.startsWith(`conversations/${conversationId}/messages-`))
        .sort()
        .flatMap((name) => text(name).trimEnd().split('\n'))
        .map((line) => JSON.parse(line)),
  }
}

function checksumsIn(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - 22
  const sums = new Map<string, number>()
  for (let at = view.getUint32(end + 16, true); view.getUint32(at, true) === DIRECTORY_LINE; ) {
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    sums.set(name, view.getUint32(at + 16, true))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sums
}
