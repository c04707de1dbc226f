import type pg from 'pg'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import { prepared } from '../prepared'

// $1 sender, $2 message, $3 the conversation that it is asked from, $4 the new ones. Where it was deleted nothing
// happens. All is later than whatever was said in any of its places: by that, who has left is told nothing of it.
const PLACE = prepared(
  'place-message',
  `WITH everywhere AS MATERIALIZED (
    SELECT p.conversation_id, p.seq AS target, p.deleted_by, p.content, p.mentions, c.last_seq, c.last_sent_at
    FROM placements p JOIN conversations c ON c.id = p.conversation_id WHERE p.message_id = $2
  ), fresh AS MATERIALIZED (
    SELECT c.id AS conversation_id, c.last_seq + 1 AS seq, c.last_sent_at, c.disappear_after_ms, ARRAY(
      SELECT m.user_id FROM members m WHERE m.conversation_id = c.id AND m.active
        AND m.user_id IN (SELECT unnest(e.mentions) FROM everywhere e) ORDER BY m.user_id) AS mentions
    FROM conversations c WHERE c.id = ANY($4::bigint[])
  ), clock AS MATERIALIZED (
    SELECT greatest(date_trunc('milliseconds', clock_timestamp()), max(last_sent_at) + interval '1 millisecond') AS at
    FROM (SELECT last_sent_at FROM everywhere UNION ALL SELECT last_sent_at FROM fresh) said
  ), next AS MATERIALIZED (
    SELECT conversation_id, last_seq + 1 AS seq, target FROM everywhere WHERE deleted_by IS NULL
    UNION ALL SELECT conversation_id, seq, NULL FROM fresh
  ), advanced AS (
    UPDATE conversations c SET last_seq = next.seq, last_sent_at = clock.at, erase_at = CASE WHEN next.target IS NULL
      THEN least(c.erase_at, clock.at + c.disappear_after_ms * interval '1 ms') ELSE c.erase_at END
    FROM next, clock WHERE c.id = next.conversation_id
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, target_seq, at)
    SELECT conversation_id, seq, CASE WHEN target IS NULL THEN 'message:posted' ELSE 'message:placed' END::log_kind, $1,
      $2, target, clock.at
    FROM next, clock ORDER BY conversation_id
  ), hidden AS MATERIALIZED (
    SELECT f.conversation_id, f.seq, o.user_id
    FROM fresh f JOIN conversations c ON c.id = f.conversation_id AND c.kind = 'direct'
    JOIN members o ON o.conversation_id = f.conversation_id
    WHERE EXISTS (SELECT FROM blocks b WHERE b.user_id = o.user_id AND b.blocked_id = $1)
      OR EXISTS (SELECT FROM chat_requests r WHERE r.conversation_id = f.conversation_id AND r.asked_id = o.user_id
        AND r.asker_id = $1 AND r.refused_at IS NOT NULL)
  ), accepted AS (
    DELETE FROM chat_requests WHERE conversation_id = ANY($4::bigint[]) AND asked_id = $1 RETURNING conversation_id
  ), asking AS (
    UPDATE chat_requests SET sent = sent + 1 WHERE conversation_id = ANY($4::bigint[]) AND asker_id = $1
  ), taken AS (
    UPDATE members m SET intervals = m.intervals - int4multirange(int4range(h.seq, h.seq + 1)) FROM hidden h
    WHERE m.conversation_id = h.conversation_id AND m.user_id = h.user_id
  ), told AS (
    UPDATE placements p SET changed_seq = next.seq FROM next
    WHERE p.conversation_id = next.conversation_id AND p.seq = next.target
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq, mentions, content,
      expires_at)
    SELECT f.conversation_id, f.seq, $2, $1, f.seq, f.mentions, e.content,
      clock.at + f.disappear_after_ms * interval '1 ms'
    FROM clock, fresh f JOIN everywhere e ON e.conversation_id = $3 ORDER BY f.conversation_id
  ), back AS (
    UPDATE members m SET away = false WHERE away AND active AND conversation_id = ANY($4::bigint[])
      AND NOT EXISTS (SELECT FROM hidden h WHERE h.conversation_id = m.conversation_id AND h.user_id = m.user_id)
  ), counted AS (
    UPDATE messages SET placed = placed + (SELECT count(*) FROM fresh) WHERE id = $2
  )
  SELECT conversation_id, seq, target, conversation_id IN (SELECT conversation_id FROM accepted) AS accepted
  FROM next ORDER BY conversation_id`,
)

/** A place of the message, with the seq of what happened there. */
export interface StoredPlace {
  readonly conversationId: ConversationId
  /** Where the message stands. */
  readonly seq: Seq
  readonly changedSeq: Seq
  /** The chat waited for the sender's yes. */
  readonly accepted: boolean
}

/** Takes the next seq in each old and new place, under the locks of all of them. */
export async function storePlaces(
  client: pg.PoolClient,
  { senderId, messageId, conversationId }: { senderId: UserId; messageId: MessageId; conversationId: ConversationId },
  fresh: readonly ConversationId[],
): Promise<readonly StoredPlace[]> {
  const { rows } = await client.query<{ conversation_id: string; seq: Seq; target: Seq | null; accepted: boolean }>(
    PLACE([senderId, messageId, conversationId, fresh]),
  )
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    seq: row.target ?? row.seq,
    changedSeq: row.seq,
    accepted: row.accepted,
  }))
}
