import type pg from 'pg'
import type { Sticker, StickerPack, StickerShelf } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { prepared } from '../prepared'
import { instantOrNull } from '../rows'

const SHELF = prepared(
  'sticker-shelf',
  `SELECT p.id AS pack_id, p.name, p.owner_id, s.id, s.emoji, s.words, s.width, s.height,
    o.favourite_at IS NOT NULL AS favourite, o.used_at
  FROM sticker_packs p
  LEFT JOIN stickers s ON s.pack_id = p.id
  LEFT JOIN stickers_of_users o ON o.sticker_id = s.id AND o.user_id = $1
  WHERE p.owner_id IS NULL OR p.owner_id = $1 OR p.id IN (
    SELECT l.pack_id FROM stickers_of_users f JOIN stickers l ON l.id = f.sticker_id
    WHERE f.user_id = $1 AND f.favourite_at IS NOT NULL)
  ORDER BY p.owner_id IS NOT NULL, p.slug, p.id, s.position`,
)

interface Row {
  readonly pack_id: string
  readonly name: string
  readonly owner_id: string | null
  /** Null, as what follows: the pack is empty. */
  readonly id: string | null
  readonly emoji: string
  readonly words: string
  readonly width: number
  readonly height: number
  readonly favourite: boolean
  readonly used_at: Date | null
}

export async function shelf(pool: pg.Pool, userId: UserId): Promise<StickerShelf> {
  const { rows } = await pool.query<Row>(SHELF([userId]))
  const own = rows.filter(({ owner_id }) => owner_id === null || owner_id === userId)
  const packs = new Map<string, StickerPack>()
  for (const row of own) {
    const { pack_id: id, name, owner_id } = row
    const stickers = [...(packs.get(id)?.stickers ?? []), ...stickersOf(row)]
    packs.set(id, { id, name, mine: owner_id === userId, stickers })
  }
  const others = rows.filter((row) => row.favourite && !packs.has(row.pack_id)).flatMap(stickersOf)
  return { packs: [...packs.values()], others }
}

function stickersOf({ id, pack_id, emoji, words, width, height, favourite, used_at }: Row): Sticker[] {
  if (id === null) return []
  return [{ id, packId: pack_id, emoji, words, width, height, favourite, usedAt: instantOrNull(used_at) }]
}
