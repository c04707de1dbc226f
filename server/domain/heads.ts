import type { Head } from '@/contracts/dto'

/**
 * A short string that is the same exactly when all heads and the private version are, whatever their order: what
 * client and gateway compare instead of the heads. A sum of 64-bit hashes, so a head can be in any place.
 */
export function digestOf(heads: readonly Head[], privateVersion: number): string {
  let low = 0
  let high = 0
  for (const { conversationId, lastSeq, stateVersion, receipts } of heads) {
    const hash = hash64(`${conversationId}/${lastSeq}/${stateVersion}/${receipts.delivered}/${receipts.seen}`)
    low = (low + hash.low) >>> 0
    high = (high + hash.high) >>> 0
  }
  return [heads.length, privateVersion, low, high].map((part) => part.toString(36)).join('.')
}

/** Two 32-bit halves. After bryc's cyrb53 (public domain): github.com/bryc/code, jshash/experimental. */
function hash64(text: string): { low: number; high: number } {
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return { low: h1 >>> 0, high: h2 >>> 0 }
}
