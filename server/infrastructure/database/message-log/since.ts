import type pg from 'pg'
import type { LogSince } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { followed } from '@/server/domain/skips'
import { prepared } from '../prepared'
import { eventOfRow } from '../rows'
import { notHidden } from '../visible'
import { readEvents, selectEvents } from './read-events'

const LAST_SEQ = 2_147_483_646

const SINCE = prepared(
  'since',
  selectEvents(`
    SELECT l.seq FROM me CROSS JOIN LATERAL unnest(me.visible) AS stay
    CROSS JOIN LATERAL (
      SELECT l.seq FROM log l
      WHERE l.conversation_id = $2 AND l.seq >= greatest(lower(stay), $3 + 1) AND l.seq < upper(stay)
        AND (l.target_seq IS NULL OR l.target_seq <@ me.visible) AND (l.erased IS NULL OR l.erased && me.visible)
        AND ${notHidden('$1', '$2', 'coalesce(l.target_seq, l.seq)')}
      ORDER BY l.seq LIMIT $4
    ) l ORDER BY l.seq LIMIT $4`),
)

export async function since(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  after: Seq,
  limit: number,
): Promise<LogSince> {
  const from = Math.min(after, LAST_SEQ)
  const { rows, conversation, ended, visibleEnd } = await readEvents(pool, SINCE, [userId, conversationId, from, limit])
  const events = rows.map((row) => eventOfRow(row, conversation, ended))
  return followed(conversationId, events, { after, limit, last: visibleEnd })
}
