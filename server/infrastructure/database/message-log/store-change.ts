import type pg from 'pg'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import type { BlobId } from '@/server/application/file-ports'
import type { MessageChange } from '@/server/domain/change-message'
import { contentOf } from '@/server/domain/content'
import { firstLink } from '@/server/domain/text/first-link'
import { apart } from '../apart'
import { prepared } from '../prepared'
import { scrub } from './scrub'

// $1 actor, $2 message, $3 the conversations in which it acts, $4 what it becomes. Where it was deleted it stays so.
const statement = (
  kind: MessageChange['kind'],
  { placement = '', setTo = 'NULL' }: { readonly placement?: string; readonly setTo?: string },
  ...effects: readonly string[]
) =>
  prepared(
    `store ${kind}`,
    `WITH next AS MATERIALIZED (
      SELECT p.conversation_id, p.seq AS target, c.last_seq + 1 AS seq, max(c.last_sent_at) OVER () AS not_before
      FROM placements p JOIN conversations c ON c.id = p.conversation_id
      WHERE p.message_id = $2 AND p.conversation_id = ANY($3::bigint[]) AND p.deleted_by IS NULL
    ), clock AS MATERIALIZED (
      SELECT greatest(date_trunc('milliseconds', clock_timestamp()), (SELECT max(not_before) FROM next)) AS at
    ), advanced AS (
      UPDATE conversations c SET last_seq = next.seq FROM next WHERE c.id = next.conversation_id
    ), logged AS (
      INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, target_seq, at, set_to)
      SELECT conversation_id, seq, '${kind}', $1, $2, target, clock.at, ${setTo} FROM next, clock ORDER BY conversation_id
    ), moved AS (
      UPDATE placements p SET changed_seq = next.seq${placement} FROM next, clock
      WHERE p.conversation_id = next.conversation_id AND p.seq = next.target
    ), ${effects.map((effect, index) => `effect_${index} AS (${effect})`).join(', ')}
    SELECT conversation_id, target, seq FROM next WHERE $4::text IS NULL OR true ORDER BY conversation_id`,
  )

const KEEP_MENTIONS = `mentions_before = CASE WHEN p.mentions = '{}' THEN p.mentions_before ELSE
      coalesce(p.mentions_before, '{}') || jsonb_build_object(
        (SELECT version::text FROM messages WHERE id = $2), to_jsonb(p.mentions)) END`

// Between two of whom one blocks the other, only what is taken back gets through.
const APART = `UPDATE members m SET intervals = m.intervals - int4multirange(int4range(next.seq, next.seq + 1))
      FROM next JOIN conversations c ON c.id = next.conversation_id AND c.kind = 'direct'
      WHERE m.conversation_id = next.conversation_id AND m.user_id <> $1 AND ${apart('m.user_id', '$1')}`

const STORE = {
  // $5 the members mentioned, $6 whether there is a link, $7 the first one: what is behind it stays while it is.
  'message:edited': statement(
    'message:edited',
    {
      placement: `, ${KEEP_MENTIONS}, mentions = ARRAY(SELECT m.user_id FROM members m WHERE m.conversation_id = p.conversation_id AND m.active
        AND m.user_id = ANY($5::bigint[]) ORDER BY m.user_id), content = (p.content & ~8) | $6::int`,
    },
    // Where it is deleted it mentions nobody any more, as what it says now doesn't say so there.
    APART,
    `UPDATE placements p SET ${KEEP_MENTIONS}, mentions = '{}'
      WHERE p.message_id = $2 AND p.deleted_by IS NOT NULL AND p.mentions <> '{}'`,
    `INSERT INTO message_versions (message_id, version, text, at, preview_id, content)
      SELECT id, version, text, coalesce(edited_at, sent_at), preview_id,
        (SELECT coalesce(bit_or(p.content), 0) & 8 FROM placements p WHERE p.message_id = $2) FROM messages WHERE id = $2`,
    `UPDATE messages t SET text = $4::text, version = t.version + 1, edited_at = clock.at,
        preview_id = (SELECT l.id FROM link_previews l WHERE l.id = t.preview_id AND l.url = $7::text)
      FROM clock WHERE t.id = $2`,
  ),
  // Those who left may see this one seq more: it takes from them what they still have of the message.
  'message:deleted': statement(
    'message:deleted',
    { placement: `, deleted_by = $1, pinned_by = NULL, pinned_at = NULL, content = 0` },
    `DELETE FROM reactions r USING next WHERE r.conversation_id = next.conversation_id AND r.seq = next.target`,
    `UPDATE members m SET intervals = m.intervals + int4multirange(int4range(gone.seq, gone.seq + 1))
      FROM (
        SELECT o.conversation_id, o.user_id, next.seq FROM next JOIN members o ON o.conversation_id = next.conversation_id
          AND NOT o.active AND next.target <@ o.intervals AND next.target > o.cleared_to
        ORDER BY o.conversation_id, o.user_id FOR NO KEY UPDATE OF o
      ) gone
      WHERE m.conversation_id = gone.conversation_id AND m.user_id = gone.user_id`,
  ),
  'message:reacted': statement(
    'message:reacted',
    {},
    APART,
    `UPDATE reactions r SET until_seq = next.seq FROM next
      WHERE r.conversation_id = next.conversation_id AND r.seq = next.target AND r.user_id = $1 AND r.until_seq IS NULL`,
    `INSERT INTO reactions (conversation_id, seq, user_id, emoji, from_seq)
      SELECT conversation_id, target, $1, $4::text, seq FROM next WHERE $4::text IS NOT NULL`,
  ),
  'message:pinned': statement(
    'message:pinned',
    {
      placement: `, pinned_by = CASE WHEN $4::text IS NOT NULL THEN $1::bigint END,
      pinned_at = CASE WHEN $4::text IS NOT NULL THEN clock.at END`,
      setTo: 'CASE WHEN $4::text IS NULL THEN 0 ELSE 1 END',
    },
    APART,
  ),
}

interface Place {
  readonly actorId: UserId
  readonly conversationId: ConversationId
  readonly seq: Seq
}

export interface StoredChange {
  readonly places: readonly { readonly conversationId: ConversationId; readonly seq: Seq; readonly changedSeq: Seq }[]
  /** Blobs that the message had. */
  readonly released: readonly BlobId[]
}

/** Takes the next seq in each of `targets`, under the locks that the caller holds. */
export async function storeChange(
  client: pg.PoolClient,
  { actorId }: Place,
  messageId: MessageId,
  targets: readonly ConversationId[],
  change: MessageChange,
): Promise<StoredChange> {
  const values = [actorId, messageId, targets, ...becomes(change)]
  const { rows } = await client.query<{ conversation_id: string; target: Seq; seq: Seq }>(STORE[change.kind](values))
  const released = change.kind === 'message:deleted' ? await scrub(client, [messageId]) : []
  return {
    places: rows.map((row) => ({ conversationId: row.conversation_id, seq: row.target, changedSeq: row.seq })),
    released,
  }
}

function becomes(change: MessageChange): readonly unknown[] {
  switch (change.kind) {
    case 'message:edited':
      return [change.text, [...new Set(change.mentions)], contentOf(change.text, []), firstLink(change.text)]
    case 'message:reacted':
      return [change.emoji]
    case 'message:pinned':
      return [change.pinned ? 'pinned' : null]
    case 'message:deleted':
      return [null]
  }
}
