import fs from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { emojiOf } from '@/server/domain/emoji'
import { readShippedPacks } from './shipped-packs'

const packs = await readShippedPacks()
const stickers = packs.flatMap((pack) => pack.stickers)
const named = (file: string): string => `${path.basename(path.dirname(file))}/${path.basename(file, '.webp')}`

describe('the shipped packs', () => {
  it('are Everyday and Fern, with a dozen stickers each', () => {
    expect(packs.map(({ slug, name, stickers }) => [slug, name, stickers.length])).toEqual([
      ['everyday', 'Everyday', 12],
      ['fern', 'Fern', 12],
    ])
  })

  it('have no drawing that is in no pack', async () => {
    const drawn = (await fs.readdir('server/stickers', { recursive: true })).filter((file) => file.endsWith('.svg'))
    expect(drawn.map((file) => file.replace('.svg', '')).sort()).toEqual(stickers.map(({ file }) => named(file)).sort())
  })

  it('say each with words of its own, and one emoji', () => {
    expect(new Set(stickers.map(({ words }) => words)).size).toBe(stickers.length)
    for (const { emoji } of stickers) expect(emojiOf(emoji)).toBe(emoji)
  })
})

describe.each(stickers.map((sticker) => [named(sticker.file), sticker] as const))('%s', (_, { file, words }) => {
  it('is small, transparent, and not cut off at an edge', async () => {
    expect((await fs.stat(file)).size).toBeLessThan(60_000)
    expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512, hasAlpha: true })
    const alpha = await sharp(file).extractChannel('alpha').raw().toBuffer()
    const edge = Array.from({ length: 512 }, (_, i) => [
      alpha[i],
      alpha[511 * 512 + i],
      alpha[i * 512],
      alpha[i * 512 + 511],
    ])
    expect(Math.max(...edge.flat().map((value) => value ?? 255))).toBeLessThan(8)
    expect(alpha[300 * 512 + 240]).toBe(255)
  })

  it('is made from its drawing as it is now, which has the same words and no text', async () => {
    const svg = file.replace('.webp', '.svg')
    const source = await fs.readFile(svg, 'utf8')
    expect(source).toContain(`<title>${words}</title>`)
    expect(source).not.toMatch(/<(text|image|script|foreignObject)|href=/)
    const [drawn, made] = await Promise.all([svg, file].map((one) => sharp(one).ensureAlpha().raw().toBuffer()))
    expect(difference(drawn, made)).toBeLessThan(1.5)
  })
})

/** On average, of 255; what is not seen is not compared. */
function difference(a: Buffer | undefined, b: Buffer | undefined): number {
  let sum = 0
  for (let i = 0; i < 512 * 512 * 4; i += 4) {
    const seen = (a?.[i + 3] ?? 0) / 255
    for (let c = 0; c < 3; c++) sum += Math.abs((a?.[i + c] ?? 0) - (b?.[i + c] ?? 0)) * seen
    sum += Math.abs((a?.[i + 3] ?? 0) - (b?.[i + 3] ?? 0))
  }
  return sum / (512 * 512 * 4)
}
