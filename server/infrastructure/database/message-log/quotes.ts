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
    `SELECT l.* FROM me JOIN log l ON l.conversation_id = $2 AND l.seq = ANY($3::int[]) AND l.kind = 'message:posted'
      AND l.seq <@ me.visible AND ${notHidden('$1', '$2', 'l.seq')}`,
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
