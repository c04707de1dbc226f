import type { Ports } from './ports'

/** A pack as it is shipped: its pictures are files. */
export interface PackToInstall {
  readonly slug: string
  readonly name: string
  /** Each a transparent WebP of 512 × 512. */
  readonly stickers: readonly { readonly file: string; readonly emoji: string; readonly words: string }[]
}

const SIDE = 512

/** Makes the shipped packs be these: at every start, since a new version may bring others. */
export function installShippedPacks({ stickers, files }: Pick<Ports, 'stickers' | 'files'>) {
  async function keep({ file, emoji, words }: PackToInstall['stickers'][number]) {
    const { id: blobId, size } = await files.put({ file }, 'image/webp')
    return { blobId, size, emoji, words, width: SIDE, height: SIDE }
  }
  return async (packs: readonly PackToInstall[]): Promise<void> => {
    const rows = await Promise.all(
      packs.map(async ({ slug, name, stickers }) => ({ slug, name, stickers: await Promise.all(stickers.map(keep)) })),
    )
    const { released } = await stickers.install(rows)
    await files.release(released)
  }
}
