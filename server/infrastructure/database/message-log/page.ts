import type pg from 'pg'
import type { HistoryPage } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import type { HistoryInput } from '@/contracts/inputs'
import { edgesOf } from '@/server/domain/page'
import { readPage } from './read-page'

const NEWEST: Seq = 2_147_483_647

export async function page(pool: pg.Pool, userId: UserId, input: HistoryInput): Promise<HistoryPage> {
  const { events, visibleEnd, bounds } = await readPage(pool, userId, input.conversationId, ...placeOf(input))
  const seqs = events.map(({ seq }) => seq)
  return { events, readAt: visibleEnd, ...edgesOf(bounds, seqs, input) }
}

function placeOf({ before, after, around, limit }: HistoryInput): ['before' | 'after' | 'around', Seq, number] {
  if (around !== undefined) return ['around', around, limit]
  if (after !== undefined) return ['after', Math.min(after, NEWEST - 1), limit]
  return ['before', before ?? NEWEST, limit]
}
