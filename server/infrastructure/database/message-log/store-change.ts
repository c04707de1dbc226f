import type pg from 'pg'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import { prepared } from '../prepared'

// $1 actor, $2 conversation, $3 the posting's seq, $4 message, $5 what it becomes.
const statement = (kind: MessageChange['kind'], ...effects: readonly string[]) =>
  prepared(
    `store ${kind}`,
    `WITH next AS MATERIALIZED (
      SELECT last_seq + 1 AS seq, greatest(date_trunc('milliseconds', clock_timestamp()), last_sent_at) AS at
      FROM conversations WHERE id = $2
    ), advanced AS (
      UPDATE conversations c SET last_seq = next.seq FROM next WHERE c.id = $2
    ), logged AS (
      INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, target_seq, at)
      SELECT $2, seq, '${kind}', $1, $4, $3, at FROM next
    ), moved AS (
      UPDATE placements p SET changed_seq = next.seq${kind === 'message:deleted' ? ', deleted_by = $1' : ''} FROM next WHERE p.conversation_id = $2 AND p.seq = $3
    ), ${effects.map((effect, index) => `effect_${index} AS (${effect})`).join(', ')}
    SELECT seq FROM next WHERE $5::text IS NULL OR true`,
  )

const STORE = {
  'message:edited': statement(
    'message:edited',
    `INSERT INTO message_versions (message_id, version, text, at)
      SELECT id, version, text, coalesce(edited_at, sent_at) FROM messages WHERE id = $4`,
    'UPDATE messages t SET text = $5::text, version = t.version + 1, edited_at = next.at FROM next WHERE t.id = $4',
  ),
  // Those who left may see this one seq more: it takes from them what they still have of the message.
  'message:deleted': statement(
    'message:deleted',
    'DELETE FROM message_versions WHERE message_id = $4',
    'DELETE FROM reactions WHERE conversation_id = $2 AND seq = $3',
    `UPDATE messages SET text = '', edited_at = NULL WHERE id = $4`,
    `UPDATE members m SET intervals = m.intervals + int4multirange(int4range(next.seq, next.seq + 1))
      FROM next, (
        SELECT user_id FROM members
        WHERE conversation_id = $2 AND NOT active AND $3::int <@ intervals AND $3 > cleared_to
        ORDER BY user_id FOR NO KEY UPDATE
      ) gone
      WHERE m.conversation_id = $2 AND m.user_id = gone.user_id`,
  ),
  'message:reacted': statement(
    'message:reacted',
    `UPDATE reactions r SET until_seq = next.seq FROM next
      WHERE r.conversation_id = $2 AND r.seq = $3 AND r.user_id = $1 AND r.until_seq IS NULL`,
    `INSERT INTO reactions (conversation_id, seq, user_id, emoji, from_seq)
      SELECT $2, $3, $1, $5::text, next.seq FROM next WHERE $5::text IS NOT NULL`,
  ),
}

interface Place {
  readonly actorId: UserId
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly messageId: MessageId
}

/** Takes the next seq, under the lock that the caller holds, and answers it. */
export async function storeChange(
  client: pg.PoolClient,
  { actorId, conversationId, seq, messageId }: Place,
  change: MessageChange,
): Promise<Seq> {
  const values = [actorId, conversationId, seq, messageId, becomes(change)]
  const { rows } = await client.query<{ seq: Seq }>(STORE[change.kind](values))
  const [row] = rows
  if (row === undefined) throw new Error('The conversation was taken away under its lock.')
  return row.seq
}

function becomes(change: MessageChange): string | null {
  if (change.kind === 'message:edited') return change.text
  return change.kind === 'message:reacted' ? change.emoji : null
}
