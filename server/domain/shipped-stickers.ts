/** A sticker as Kith brings it along. */
export interface Shipped {
  readonly blobId: string
  readonly emoji: string
  readonly words: string
}

/**
 * What becomes of a shipped pack's stickers when the pack has changed. A sticker is the same if its picture is, or else
 * its words: whoever likes it goes on liking it. Each of `wanted` gets the id of one that is there, or null for a new one.
 */
export function matchShipped<W extends Shipped>(
  present: readonly (Shipped & { readonly id: string })[],
  wanted: readonly W[],
): { readonly kept: readonly (readonly [W, string | null])[]; readonly gone: readonly string[] } {
  const left = new Map(present.map((one) => [one.id, one]))
  const taken = new Map<W, string>()
  for (const same of [samePicture, sameWords]) {
    for (const one of wanted) {
      const found = taken.has(one) ? undefined : [...left.values()].find((other) => same(one, other))
      if (found === undefined) continue
      left.delete(found.id)
      taken.set(one, found.id)
    }
  }
  return { kept: wanted.map((one) => [one, taken.get(one) ?? null]), gone: [...left.keys()] }
}

const samePicture = (a: Shipped, b: Shipped) => a.blobId === b.blobId
const sameWords = (a: Shipped, b: Shipped) => a.words === b.words
