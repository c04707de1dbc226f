import type pg from 'pg'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import type { Committed } from '@/server/application/log-ports'
import { tellErased } from '@/server/application/tell-erased'
import { intervalsOf, rangesOf } from '../intervals'
import { prepared } from '../prepared'
import { instantOf } from '../rows'
import { FILES_DUE, MESSAGES_BEFORE } from './retained'
import { BATCH, UNPLACED, unplacedBy } from './unplaced'

// By its timer, or as the server keeps nothing for longer: messages in the order in which they came, and those that were
// nothing but files.
const EXPIRED = prepared(
  'expired',
  `WITH first AS MATERIALIZED (
    SELECT seq FROM placements WHERE conversation_id = $1 AND ${MESSAGES_BEFORE} IS NOT NULL ORDER BY seq LIMIT ${BATCH}
  ), files AS MATERIALIZED (${FILES_DUE})
  SELECT seq FROM (
    (SELECT seq FROM placements WHERE conversation_id = $1 AND expires_at <= clock_timestamp()
      ORDER BY expires_at, seq LIMIT ${BATCH})
    UNION
    SELECT l.seq FROM first JOIN log l ON l.conversation_id = $1 AND l.seq = first.seq WHERE l.at <= ${MESSAGES_BEFORE}
    UNION
    SELECT p.seq FROM files JOIN placements p ON p.message_id = files.id AND p.conversation_id = $1
      AND p.deleted_by IS NULL WHERE files.text = ''
  ) due LIMIT ${BATCH}`,
)

// What the end of the conversation takes.
const SAID = prepared('said', `SELECT seq FROM placements WHERE conversation_id = $1 ORDER BY seq LIMIT ${BATCH}`)

// $2 the seqs of what is erased, $3 whether that is counted: the conversation ends. All that became of it goes along. Those who left may see the one seq more that says so:
// it takes from them what they still have.
const UNPLACE = prepared(
  'erase-expired',
  `WITH next AS MATERIALIZED (
    SELECT last_seq + 1 AS seq, greatest(date_trunc('milliseconds', clock_timestamp()), last_sent_at) AS at
    FROM conversations WHERE id = $1
  ), gone AS (
    DELETE FROM placements WHERE conversation_id = $1 AND seq = ANY($2::int[]) RETURNING message_id, deleted_by
  ), counted AS (
    SELECT count(*)::int AS messages, coalesce(sum(m.attached), 0)::int AS files
    FROM gone JOIN messages m ON m.id = gone.message_id WHERE gone.deleted_by IS NULL AND $3::bool
  ), taken AS (
    DELETE FROM log WHERE conversation_id = $1 AND (seq = ANY($2) OR target_seq = ANY($2)) RETURNING seq
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, target_seq, erased, at)
    SELECT $1, next.seq, 'messages:erased', next.seq, (SELECT range_agg(int4range(seq, seq + 1)) FROM taken), next.at
    FROM next
  ), advanced AS (
    UPDATE conversations c SET last_seq = next.seq, ended_messages = c.ended_messages + counted.messages,
      ended_files = c.ended_files + counted.files
    FROM next, counted WHERE c.id = $1
  ), told AS (
    UPDATE members m SET intervals = m.intervals + int4multirange(int4range(next.seq, next.seq + 1)) FROM next
    WHERE m.conversation_id = $1 AND NOT m.active
      AND EXISTS (SELECT FROM unnest($2) AS one (seq) WHERE one.seq <@ m.intervals AND one.seq > m.cleared_to)
  ), ${UNPLACED}`,
)
// Moves of marks that cover nothing any more.
const FORGET_MOVES = prepared(
  'erase-moves',
  `DELETE FROM mark_moves v WHERE v.conversation_id = $1
    AND EXISTS (SELECT FROM unnest($2::int[]) AS one (seq) WHERE one.seq > v.from_seq AND one.seq <= v.to_seq)
    AND NOT EXISTS (
      SELECT FROM placements p WHERE p.conversation_id = $1 AND p.seq > v.from_seq AND p.seq <= v.to_seq)`,
)
const STORED = prepared(
  'erased-event',
  `SELECT l.seq, l.at, l.erased::text AS erased, m.user_id, m.intervals, m.cleared_to
  FROM conversations c JOIN log l ON l.conversation_id = c.id AND l.seq = c.last_seq
  JOIN members m ON m.conversation_id = c.id WHERE c.id = $1 ORDER BY m.user_id`,
)

interface Row {
  readonly seq: Seq
  readonly at: Date
  readonly erased: string
  readonly user_id: UserId
  readonly intervals: string
  readonly cleared_to: Seq
}

/** The next of what has expired, or of all that was said if the conversation is over, by one seq, under the conversation's lock. */
export async function eraseExpired(
  client: pg.PoolClient,
  conversationId: ConversationId,
  over: boolean,
): Promise<{
  readonly more: boolean
  readonly unplaced: readonly MessageId[]
  readonly committed: readonly Committed[]
}> {
  const { rows } = await client.query<{ seq: Seq }>((over ? SAID : EXPIRED)([conversationId]))
  if (rows.length === 0) return { more: false, unplaced: [], committed: [] }
  const seqs = rows.map(({ seq }) => seq)
  const unplaced = await unplacedBy(client, UNPLACE([conversationId, seqs, over]))
  await client.query(FORGET_MOVES([conversationId, seqs]))
  return { more: rows.length === BATCH, unplaced, committed: await committedIn(client, conversationId) }
}

async function committedIn(client: pg.PoolClient, conversationId: ConversationId): Promise<readonly Committed[]> {
  const { rows } = await client.query<Row>(STORED([conversationId]))
  const [first] = rows
  if (first === undefined) return []
  const { seq, at, erased } = first
  return tellErased(
    { kind: 'messages:erased', conversationId, seq, at: instantOf(at), erased: rangesOf(erased) },
    rows.map((row) => ({ userId: row.user_id, intervals: intervalsOf(row.intervals), clearedTo: row.cleared_to })),
  )
}
