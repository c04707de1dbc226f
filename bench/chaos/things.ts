import sharp from 'sharp'
import type { NewAttachment } from '@/client/kith'
import type { Random } from '../random'

const PICTURES = 6
const PICTURE_PX = 48
const MOST_BYTES = 200_000
const MOST_AT_ONCE = 3
/** Few, so that different people bring the same bytes, also at the same time. */
const SAME_FILES = 4

/** What people attach. */
export type Things = (random: Random) => readonly NewAttachment[]

export async function paintThings(): Promise<Things> {
  const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, index) => paint(index)))
  return (random) =>
    Array.from({ length: Math.ceil(random.between(0, MOST_AT_ONCE)) }, () => {
      const kinds = [() => pictureOf(random.pick(pictures)), () => fileOf(random), () => sameFile(random)]
      return random.pick(kinds)()
    })
}

async function paint(index: number): Promise<Blob> {
  const background = { r: index * 40, g: 120, b: 200 - index * 30 }
  const create = { width: PICTURE_PX, height: PICTURE_PX + index, channels: 3 as const, background }
  return new Blob([new Uint8Array(await sharp({ create }).png().toBuffer())], { type: 'image/png' })
}

const pictureOf = (file: Blob): NewAttachment => ({ kind: 'image', file, name: 'picture.png' })

function fileOf(random: Random): NewAttachment {
  const line = `${random()}\n`
  const text = line.repeat(Math.ceil(random.between(1, MOST_BYTES / line.length)))
  return { kind: 'file', file: new Blob([text]), name: 'numbers.txt' }
}

function sameFile(random: Random): NewAttachment {
  const which = Math.floor(random.between(0, SAME_FILES))
  return { kind: 'file', file: new Blob([`Everybody’s file ${which}. `.repeat(500)]), name: `everybodys-${which}.txt` }
}
