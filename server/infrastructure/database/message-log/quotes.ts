import type pg from 'pg'
import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { prepared } from '../prepared'
import { lineOfRow } from '../rows'
import { notHidden } from '../visible'
import { readEvents, selectEvents } from './read-events'

const QUOTES = prepared(
  'quotes',
  selectEvents(
    `SELECT p.seq FROM me JOIN placements p ON p.conversation_id = $2 AND p.seq = ANY($3::int[]) AND p.seq <@ me.visible
      AND ${notHidden('$1', '$2', 'p.seq')}`,
    { maxChars: LIMITS.previewChars },
  ),
)

/** @throws KithError `not_found` */
export async function quotes(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  seqs: readonly Seq[],
): Promise<readonly MessagePosted[]> {
  const { rows, conversation, ended } = await readEvents(pool, QUOTES, [userId, conversationId, seqs])
  const lines = rows.map((row) => lineOfRow(row, conversation, ended))
  return lines.filter((line) => line.kind === 'message:posted')
}
