import type pg from 'pg'
import type { ConversationId } from '@/contracts/ids'
import { TELL_AGAIN } from '../../jobs/tell-again'
import { prepared } from '../prepared'
import { VALID_SESSION } from '../valid-session'

const SHOWN = prepared('is-shown', 'SELECT FROM push_shown WHERE conversation_id = $1 LIMIT 1')

// What it quotes is gone, or may be of what it counts.
const TAKE_BACK = `
  SELECT ${TELL_AGAIN}
  FROM push_shown t
  JOIN sessions z ON z.id = t.session_id AND ${VALID_SESSION}
  LEFT JOIN members m ON m.conversation_id = t.conversation_id AND m.user_id = z.user_id
  WHERE t.conversation_id = $1 AND (t.telling OR m.pushed > m.read OR NOT EXISTS (
    SELECT FROM placements p WHERE p.conversation_id = $1 AND p.seq = t.seq AND p.deleted_by IS NULL))`

/** Has taken back what browsers may still show of what this transaction erases: queued when it is committed, or never. */
export async function takeBack(client: pg.PoolClient, conversationId: ConversationId): Promise<void> {
  const { rowCount } = await client.query(SHOWN([conversationId]))
  if (rowCount === 1) await client.query(TAKE_BACK, [conversationId])
}
