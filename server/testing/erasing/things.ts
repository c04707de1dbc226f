import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import type { NewAttachment } from '@/client/kith'

const SIZE = 6_000
// What tells a file's kind by its first bytes.
const MP4 = Buffer.from('0000001c667479706d703432000000006d70343269736f6d617663310000', 'hex')
const WAV = Buffer.from('524946460000000057415645666d7420', 'hex')

/** A picture that no other is like, however it is made smaller. */
export async function noise(width: number, height: number): Promise<Buffer> {
  const raw = { width, height, channels: 3 as const }
  return sharp(randomBytes(width * height * 3), { raw })
    .png()
    .toBuffer()
}

/** One of each kind, called by the word, and with the word in what a camera writes into its pictures. */
export async function thingsCalled(word: string) {
  const photo = await sharp(await noise(240, 160))
    .withExif({ IFD0: { ImageDescription: word, Artist: word } })
    .jpeg()
    .toBuffer()
  const poster = blob(await noise(64, 48), 'image/png')
  const moving = { width: 64, height: 48, durationMs: 1_000, preview: poster }
  const waveform = Buffer.alloc(64, 7).toString('base64')
  return {
    album: [
      { kind: 'file', file: blob(randomBytes(SIZE), 'text/plain'), name: `${word}.txt` },
      { kind: 'image', file: blob(photo, 'image/jpeg'), name: `${word}.jpg`, width: 240, height: 160 },
      { kind: 'video', file: blob(beginning(MP4), 'video/mp4'), name: `${word}.mp4`, ...moving },
    ],
    voice: [{ kind: 'voice', file: blob(beginning(WAV), 'audio/wav'), name: '', durationMs: 1_000, waveform }],
    circle: [{ kind: 'circle_video', file: blob(beginning(MP4), 'video/mp4'), name: '', ...moving }],
    sticker: blob(await noise(96, 96), 'image/png'),
  } satisfies Record<string, readonly NewAttachment[] | Blob>
}

const beginning = (head: Buffer) => Buffer.concat([head, randomBytes(SIZE)])
const blob = (bytes: Buffer, type: string) => new Blob([new Uint8Array(bytes)], { type })
