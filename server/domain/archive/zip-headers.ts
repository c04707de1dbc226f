/** A file of a ZIP archive. Its name is of ASCII letters. */
export interface ZipEntry {
  readonly name: string
  readonly deflated: boolean
  /** CRC-32 and bytes of the file itself. */
  readonly crc: number
  readonly size: number
  /** Bytes that it takes in the archive. */
  readonly stored: number
}

// APPNOTE.TXT 6.3.10. What is larger than 32 bits stands in an extra field, and in its own place stands MAX_32.
const MAX_16 = 0xffff
const MAX_32 = 0xffffffff
const ZIP_64 = 45
const PLAIN = 20
const UNIX = 3 << 8
const READABLE_FILE = 0o100644 * 0x10000

type Field = readonly [bytes: 2 | 4 | 8, value: number]

/** What stands before a file's bytes. `at` is when the archive was made. */
export function localHeader(entry: ZipEntry, at: Date): Uint8Array {
  const large = entry.size >= MAX_32 || entry.stored >= MAX_32
  const extra = large ? fields([2, 1], [2, 16], [8, entry.size], [8, entry.stored]) : fields()
  return joined(
    fields([4, 0x04034b50], [2, large ? ZIP_64 : PLAIN], ...facts(entry, at, large), [2, extra.length]),
    letters(entry.name),
    extra,
  )
}

/** A file's line in the directory at the end. `offset` is where its local header begins. */
export function directoryLine(entry: ZipEntry, at: Date, offset: number): Uint8Array {
  const large = entry.size >= MAX_32 || entry.stored >= MAX_32
  const far = offset >= MAX_32
  const sizes: Field[] = large
    ? [
        [8, entry.size],
        [8, entry.stored],
      ]
    : []
  const places: Field[] = far ? [[8, offset]] : []
  const values = fields(...sizes, ...places)
  const extra = large || far ? joined(fields([2, 1], [2, values.length]), values) : values
  const needs = large || far ? ZIP_64 : PLAIN
  return joined(
    fields(
      [4, 0x02014b50],
      [2, UNIX | needs],
      [2, needs],
      ...facts(entry, at, large),
      [2, extra.length],
      ...[[2, 0] as const, [2, 0] as const, [2, 0] as const],
      [4, READABLE_FILE],
      [4, far ? MAX_32 : offset],
    ),
    letters(entry.name),
    extra,
  )
}

/** The archive's last bytes. */
export function endOf(directory: {
  readonly offset: number
  readonly size: number
  readonly lines: number
}): Uint8Array {
  const { offset, size, lines } = directory
  const large = offset >= MAX_32 || size >= MAX_32 || lines >= MAX_16
  const count = Math.min(lines, MAX_16)
  return joined(
    large ? end64(directory) : fields(),
    fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count]),
    fields([4, Math.min(size, MAX_32)], [4, Math.min(offset, MAX_32)], [2, 0]),
  )
}

function end64({ offset, size, lines }: Parameters<typeof endOf>[0]): Uint8Array {
  return joined(
    fields([4, 0x06064b50], [8, 44], [2, UNIX | ZIP_64], [2, ZIP_64], [4, 0], [4, 0], [8, lines], [8, lines]),
    fields([8, size], [8, offset]),
    fields([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]),
  )
}

/** What both headers say alike, up to the length of the name. */
function facts({ name, deflated, crc, size, stored }: ZipEntry, at: Date, large: boolean): readonly Field[] {
  return [
    [2, 0],
    [2, deflated ? 8 : 0],
    [2, timeOf(at)],
    [2, dayOf(at)],
    [4, crc],
    [4, large ? MAX_32 : stored],
    [4, large ? MAX_32 : size],
    [2, name.length],
  ]
}

const timeOf = (at: Date) => (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
const dayOf = (at: Date) => ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()

function fields(...values: readonly Field[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.reduce((sum, [bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true)
    else if (bytes === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
