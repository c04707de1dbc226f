import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchShipped } from './shipped-stickers'

const sticker = (blobId: string, words: string) => ({ blobId, words, emoji: '🙂' })

describe('the stickers of a shipped pack that changed', () => {
  it('are the same by their picture, and else by their words', () => {
    const present = [
      { id: '1', ...sticker('a', 'waves') },
      { id: '2', ...sticker('b', 'laughs') },
      { id: '3', ...sticker('c', 'cries') },
    ]
    const wanted = [sticker('b', 'laughs aloud'), sticker('x', 'waves'), sticker('y', 'sleeps')]
    const { kept, gone } = matchShipped(present, wanted)
    expect(kept.map(([, id]) => id)).toEqual(['2', '1', null])
    expect(gone).toEqual(['3'])
  })

  it('are each there once, or gone', () => {
    const one = fc.record({
      blobId: fc.constantFrom('a', 'b', 'c'),
      words: fc.constantFrom('x', 'y'),
      emoji: fc.constant('🙂'),
    })
    fc.assert(
      fc.property(fc.array(one), fc.array(one), (before, wanted) => {
        const present = before.map((each, index) => ({ ...each, id: String(index) }))
        const { kept, gone } = matchShipped(present, wanted)
        expect(kept.map(([each]) => each)).toEqual(wanted)
        const ids = [...kept.flatMap(([, id]) => (id === null ? [] : id)), ...gone]
        expect(ids.toSorted()).toEqual(present.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('are all kept when nothing has changed', () => {
    const wanted = fc.uniqueArray(fc.record({ blobId: fc.string(), words: fc.string(), emoji: fc.constant('🙂') }), {
      selector: ({ blobId }) => blobId,
    })
    fc.assert(
      fc.property(wanted, (stickers) => {
        const present = stickers.map((each, index) => ({ ...each, id: String(index) }))
        const { kept, gone } = matchShipped(present, stickers)
        expect(kept.map(([, id]) => id)).toEqual(present.map(({ id }) => id))
        expect(gone).toEqual([])
      }),
    )
  })
})
