import type pg from 'pg'
import type { LoadClient } from '../load/job'

/** What is wrong with what is stored: each message once, seqs without holes, and everybody's receipts up to the last. */
export async function checkStored(pool: pg.Pool, conversations: readonly (readonly LoadClient[])[], total: number) {
  const ids = conversations.flatMap(([first]) => first?.conversationId ?? [])
  const { rows } = await pool.query<Record<'kept' | 'holes' | 'unseen', number>>(
    `SELECT (SELECT count(*) FROM placements WHERE conversation_id = ANY($1))::int AS kept,
      (SELECT count(*) FROM (SELECT conversation_id FROM log WHERE conversation_id = ANY($1) GROUP BY 1
        HAVING count(*) <> max(seq) OR min(seq) <> 1) h)::int AS holes,
      (SELECT count(*) FROM members m WHERE m.conversation_id = ANY($1) AND m.receipt_seen <> coalesce((SELECT max(seq)
        FROM placements p WHERE p.conversation_id = m.conversation_id AND p.sender_id = m.user_id), 0))::int AS unseen`,
    [ids],
  )
  const [row] = rows
  return [
    ...(row?.kept === total ? [] : [`${row?.kept} of ${total} messages are stored`]),
    ...(row?.holes === 0 ? [] : [`${row?.holes} logs have holes`]),
    ...(row?.unseen === 0 ? [] : [`${row?.unseen} senders lack receipts of their last message`]),
  ]
}
