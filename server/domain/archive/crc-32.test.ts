import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crc32 } from './crc-32'

it('is the CRC-32 that everybody computes', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  expect(crc32(new Uint8Array())).toBe(0)
})

it('is the same in pieces', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
      expect(crc32(second, crc32(first))).toBe(crc32(Uint8Array.from([...first, ...second])))
    }),
  )
})
