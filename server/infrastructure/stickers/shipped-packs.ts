import fs from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { inProject } from '@/server/project'

/** A pack of stickers that Kith brings along. */
export interface ShippedPack {
  /** Its folder in server/stickers. */
  readonly slug: string
  readonly name: string
  readonly stickers: readonly ShippedSticker[]
}

export interface ShippedSticker {
  /** The emoji it says. */
  readonly emoji: string
  /** What it is called by who can't see it, and found by. */
  readonly words: string
  /** A transparent WebP of 512 × 512. */
  readonly file: string
}

const packFile = z.object({
  name: z.string().min(1),
  stickers: z.array(z.object({ file: z.string().regex(/^[a-z-]+$/), emoji: z.string(), words: z.string() })).min(1),
})

/** The packs in server/stickers, by folder; each in its own order. */
export async function readShippedPacks(folder = inProject('server', 'stickers')): Promise<readonly ShippedPack[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true })
  const slugs = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(slugs.sort().map((slug) => readPack(path.join(folder, slug), slug)))
}

async function readPack(folder: string, slug: string): Promise<ShippedPack> {
  const { name, stickers } = packFile.parse(JSON.parse(await fs.readFile(path.join(folder, 'pack.json'), 'utf8')))
  return {
    slug,
    name,
    stickers: stickers.map(({ file, emoji, words }) => ({ emoji, words, file: path.join(folder, `${file}.webp`) })),
  }
}
