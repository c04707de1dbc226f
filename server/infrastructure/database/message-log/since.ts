import type pg from 'pg'
import type { LogSince } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { followed } from '@/server/domain/skips'
import { readPage } from './read-page'

const LAST_SEQ = 2_147_483_646

export async function since(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  after: Seq,
  limit: number,
): Promise<LogSince> {
  const from = Math.min(after, LAST_SEQ)
  const { events, visibleEnd } = await readPage(pool, userId, conversationId, 'after', from, limit)
  return followed(conversationId, events, { after, limit, last: visibleEnd })
}
