import { describe, expect, it } from 'vitest'
import { refusedFile, stickerSize, wordsOfName } from './make-picture'

describe('a picture as a sticker', () => {
  it('is whole, at most 512 pixels on its longer side, and never enlarged', () => {
    expect(stickerSize(2048, 1024)).toEqual({ width: 512, height: 256 })
    expect(stickerSize(300, 200)).toEqual({ width: 300, height: 200 })
    expect(stickerSize(10_000, 3)).toEqual({ width: 512, height: 1 })
  })

  it('is refused before it is read when it can’t be one', () => {
    expect(refusedFile({ size: 10, type: 'image/png' }, 100)).toBeNull()
    expect(refusedFile({ size: 10, type: '' }, 100)).toBeNull()
    expect(refusedFile({ size: 0, type: 'image/png' }, 100)).toMatch(/empty/)
    expect(refusedFile({ size: 10, type: 'video/mp4' }, 100)).toMatch(/isn’t a picture/)
    expect(refusedFile({ size: 2_000, type: 'image/png' }, 1_000)).toBe('It has 2 kB; at most 1 kB can be read.')
  })

  it('is called by its file’s name, where that says anything', () => {
    expect(wordsOfName('cat-waving_2.png')).toBe('cat waving')
    expect(wordsOfName('Дружба навсегда.webp')).toBe('Дружба навсегда')
    for (const name of ['IMG_2041.JPG', '20240101.png', 'image.png', 'x.png', '', 'Screenshot from 2024.png']) {
      expect(wordsOfName(name)).toBe('')
    }
  })
})
