import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { crc32 } from './crc-32'
import { directoryLine, endOf, joined, localHeader } from './zip-headers'
import { cut, layOut } from './zip-layout'

const AT = new Date('2026-11-21T08:09:10Z')
const fileOf = (name: string, bytes: Uint8Array) => ({
  ...{ name, bytes, deflated: false, crc: crc32(bytes), size: bytes.length, stored: bytes.length },
})
const files = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?\.txt$/), { maxLength: 8 })
  .chain((names) => fc.tuple(...names.map((name) => fc.uint8Array().map((bytes) => fileOf(name, bytes)))))

function read(entries: readonly ReturnType<typeof fileOf>[], range?: { start: number; end: number }): Uint8Array {
  const { size, pieces } = layOut(entries, AT)
  const parts = [...cut(pieces, range ?? { start: 0, end: size - 1 })].map(({ piece, from, to }) =>
    ('bytes' in piece ? piece.bytes : piece.entry.bytes).subarray(from, to + 1),
  )
  return joined(...parts)
}

it('is an archive from which every file comes back', () => {
  fc.assert(
    fc.property(files, (entries) => {
      const archive = read(entries)
      expect(archive.length).toBe(layOut(entries, AT).size)
      expect(unzipSync(archive)).toEqual(Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes])))
    }),
  )
})

it('has any part of it as in the whole', () => {
  fc.assert(
    fc.property(files, fc.nat(), fc.nat(), (entries, from, length) => {
      const archive = read(entries)
      const start = from % archive.length
      const end = Math.min(start + (length % 200), archive.length - 1)
      expect(read(entries, { start, end })).toEqual(archive.slice(start, end + 1))
    }),
  )
})

it('says what is too large for 32 bits in 64', () => {
  const large = { name: 'a.bin', deflated: false, crc: 1, size: 5_000_000_000, stored: 5_000_000_000 }
  const header = new DataView(localHeader(large, AT).buffer)
  expect(header.getUint32(18, true)).toBe(0xffffffff)
  expect(header.getBigUint64(30 + 5 + 4, true)).toBe(5_000_000_000n)
  const line = new DataView(directoryLine({ ...large, size: 3, stored: 3 }, AT, 6_000_000_000).buffer)
  expect(line.getUint32(20, true)).toBe(3)
  expect(line.getUint32(42, true)).toBe(0xffffffff)
  expect(line.getBigUint64(46 + 5 + 4, true)).toBe(6_000_000_000n)
})

it('says so at its end as well, where there are that many files', () => {
  const few = endOf({ offset: 10, size: 20, lines: 2 })
  const many = endOf({ offset: 10, size: 20, lines: 70_000 })
  expect(few.length).toBe(22)
  const view = new DataView(many.buffer)
  expect(view.getUint32(0, true)).toBe(0x06064b50)
  expect(view.getBigUint64(32, true)).toBe(70_000n)
  expect(view.getUint32(56, true)).toBe(0x07064b50)
  expect(view.getUint32(76, true)).toBe(0x06054b50)
})
