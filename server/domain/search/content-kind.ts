import type { ContentKind } from '@/contracts/search'

/** The bits of a placement's `content`. */
export const CONTENT_BITS = { media: 1, file: 2, voice: 4, link: 8 } as const satisfies Record<ContentKind, number>

export function contentKinds(content: number): ContentKind[] {
  return (Object.keys(CONTENT_BITS) as ContentKind[]).filter((kind) => (content & CONTENT_BITS[kind]) !== 0)
}
