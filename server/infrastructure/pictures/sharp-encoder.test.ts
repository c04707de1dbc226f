import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sharpEncoder } from './sharp-encoder'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#803050' } })

describe('an encoded picture', () => {
  it('is a square WebP of 512 px', async () => {
    const webp = await sharp(await sharpEncoder.encode(await plain(900, 700).png().toBuffer())).metadata()
    expect(webp).toMatchObject({ format: 'webp', width: 512, height: 512 })
  })

  it('is no larger than what it was made from', async () => {
    const webp = await sharp(await sharpEncoder.encode(await plain(40, 90).jpeg().toBuffer())).metadata()
    expect(webp).toMatchObject({ width: 40, height: 40 })
  })

  it('stands upright and has no metadata', async () => {
    const top = await sharp({ create: { width: 100, height: 50, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer()
    const original = await plain(100, 100)
      .composite([{ input: top, top: 0, left: 0 }])
      .withExif({ IFD0: { Copyright: 'Ana' }, IFD3: { GPSLatitude: '38/1 42/1 0/1' } })
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toBuffer()
    const encoded = await sharpEncoder.encode(original)
    const { exif, orientation } = await sharp(encoded).metadata()
    expect([exif, orientation]).toEqual([undefined, undefined])
    const { data } = await sharp(encoded)
      .extract({ left: 50, top: 90, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(data[0]).toBeGreaterThan(200)
  })

  it.each([
    ['text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    [
      'a drawing that could fetch or loop',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a damaged PNG', png(10, 10, Buffer.from('garbage'))],
    ['a bomb', png(60_000, 60_000, deflateSync(Buffer.alloc(100_000)))],
    ['a strip of a million by a hundred', png(1_000_000, 100, deflateSync(Buffer.alloc(1_000)))],
  ])('is not made of %s', async (_, bytes) => {
    await expect(sharpEncoder.encode(bytes)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^T.*picture.*\.$/),
    })
  })
})

/** A PNG whose header claims these pixels. */
function png(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
