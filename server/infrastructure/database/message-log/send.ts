import type pg from 'pg'
import type { Instant, MessageId, Seq, UserId } from '@/contracts/ids'
import type { NewMessage, SendResult } from '@/server/application/ports'
import { KithError } from '@/server/domain/errors'
import { type SendRefusal, sendRefused } from '@/server/domain/refuse-send'
import { prepared } from '../prepared'
import { instantOf } from '../rows'
import { isInvalidData, retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'

// The second statement of a send, under the lock that the first one took. What was sent before is looked up before
// anything is checked; of the same clientId twice in the list the first that may be stored counts, and later ones find
// it. Seqs are given only to what is stored. The refusals are domain/refuse-send.ts's.
const STORE = prepared(
  'send',
  `WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[], $5::timestamptz[], $6::int[])
      WITH ORDINALITY AS i (sender_id, client_id, conversation_id, text, created_at, reply_to, n)
  ), before AS MATERIALIZED (
    SELECT i.n, t.id AS message_id, p.conversation_id, p.seq, t.sent_at
    FROM input i
    CROSS JOIN LATERAL (
      SELECT id, sent_at FROM messages WHERE sender_id = i.sender_id AND client_id = i.client_id OFFSET 0
    ) t
    CROSS JOIN LATERAL (SELECT * FROM placements WHERE message_id = t.id ORDER BY conversation_id LIMIT 1) p
  ), checked AS MATERIALIZED (
    SELECT i.*, c.last_seq, c.last_sent_at, CASE
        WHEN c.id IS NULL OR m.user_id IS NULL THEN 'not_found'
        WHEN NOT m.active THEN 'not_allowed'
        WHEN c.closed_at IS NOT NULL THEN 'closed'
        WHEN i.reply_to IS NOT NULL AND NOT EXISTS (
          SELECT FROM placements p WHERE p.conversation_id = i.conversation_id AND p.seq = i.reply_to
            AND p.seq <@ m.intervals AND p.seq > m.cleared_to
        ) THEN 'invalid'
      END AS refusal
    FROM input i
    LEFT JOIN LATERAL (SELECT * FROM conversations WHERE id = i.conversation_id OFFSET 0) c ON true
    LEFT JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = i.conversation_id AND user_id = i.sender_id OFFSET 0
    ) m ON true
    WHERE NOT EXISTS (SELECT FROM before b WHERE b.n = i.n)
  ), clock AS MATERIALIZED (
    SELECT date_trunc('milliseconds', clock_timestamp()) AS now
  ), fresh AS MATERIALIZED (
    SELECT f.*, (f.last_seq + row_number() OVER (PARTITION BY f.conversation_id ORDER BY f.n))::int AS seq,
      greatest(clock.now, f.last_sent_at) AS sent_at
    FROM (
      SELECT DISTINCT ON (sender_id, client_id) * FROM checked WHERE refusal IS NULL ORDER BY sender_id, client_id, n
    ) f, clock
  ), stored AS (
    INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
    SELECT sender_id, client_id, text, created_at, sent_at FROM fresh ORDER BY n
    RETURNING id, sender_id, client_id
  ), numbered AS MATERIALIZED (
    SELECT f.n, f.sender_id, f.client_id, f.conversation_id, f.seq, f.sent_at, f.reply_to, s.id AS message_id
    FROM fresh f JOIN stored s ON s.sender_id = f.sender_id AND s.client_id = f.client_id
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq, reply_to)
    SELECT conversation_id, seq, message_id, sender_id, seq, reply_to FROM numbered ORDER BY n
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
    SELECT conversation_id, seq, 'message:posted', sender_id, message_id, sent_at FROM numbered ORDER BY n
  ), advanced AS (
    UPDATE conversations c SET last_seq = f.last_seq, last_sent_at = f.sent_at
    FROM (SELECT conversation_id, max(seq) AS last_seq, max(sent_at) AS sent_at FROM fresh GROUP BY 1) f
    WHERE c.id = f.conversation_id
  ), recipients AS MATERIALIZED (
    SELECT m.conversation_id, array_agg(m.user_id ORDER BY m.user_id) AS user_ids
    FROM members m WHERE m.active AND m.conversation_id = ANY(ARRAY(SELECT conversation_id FROM fresh)) GROUP BY 1
  )
  SELECT CASE WHEN s.n IS NULL THEN c.refusal END AS refusal, coalesce(b.message_id, s.message_id) AS message_id,
    coalesce(b.conversation_id, s.conversation_id) AS conversation_id, coalesce(b.seq, s.seq) AS seq,
    coalesce(b.sent_at, s.sent_at) AS sent_at, s.n = i.n AS stored, r.user_ids AS recipients, i.created_at
  FROM input i
  LEFT JOIN before b ON b.n = i.n
  LEFT JOIN checked c ON c.n = i.n
  LEFT JOIN numbered s ON s.sender_id = i.sender_id AND s.client_id = i.client_id AND s.n <= i.n
  LEFT JOIN recipients r ON r.conversation_id = s.conversation_id AND s.n = i.n
  ORDER BY i.n`,
)

interface Row {
  readonly refusal: SendRefusal | null
  readonly message_id: MessageId
  readonly conversation_id: string
  readonly seq: Seq
  readonly sent_at: Date
  readonly created_at: Date
  /** Null when an earlier attempt stored it, false when an earlier one of the list did. */
  readonly stored: boolean | null
  readonly recipients: readonly UserId[] | null
}

/** One transaction of two statements for the whole list. */
export async function send(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
  if (messages.length === 0) return []
  try {
    const rows = await retryCollisions(() => store(pool, messages))
    return messages.map((message, index) => resultOf(message, rows[index]))
  } catch (error) {
    return isInvalidData(error) ? apart(pool, messages) : Promise.reject(error)
  }
}

/** A value that can't be stored spoils the whole statement: by themselves, its neighbours go through. */
async function apart(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
  if (messages.length === 1) {
    return [{ ok: false, error: new KithError('invalid', "This message can't be stored. Change it and try again.") }]
  }
  const results: SendResult[] = []
  for (const message of messages) results.push(...(await send(pool, [message])))
  return results
}

function store(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly Row[]> {
  const places = messages.map(({ places: [place] }) =>
    place && 'conversationId' in place ? place : { conversationId: '0' },
  )
  const column = <K extends keyof NewMessage>(key: K) => messages.map((message) => message[key])
  return withConversationsLocked(
    pool,
    places.map((place) => place.conversationId),
    async (client) => {
      const columns = [
        column('senderId'),
        column('clientId'),
        places.map((place) => place.conversationId),
        column('text'),
      ]
      const { rows } = await client.query<Row>(
        STORE([...columns, column('createdAt'), places.map((place) => ('replyTo' in place ? place.replyTo : null))]),
      )
      return rows
    },
  )
}

function resultOf(message: NewMessage, row: Row | undefined): SendResult {
  if (row === undefined) throw new Error('A send had no result.')
  if (row.refusal !== null) return { ok: false, error: sendRefused(row.refusal) }
  const { message_id: messageId, conversation_id: conversationId, seq } = row
  const sentAt = instantOf(row.sent_at)
  const sent = { messageId, sentAt, places: [{ conversationId, seq }] }
  if (row.stored !== true) return { ok: true, sent }
  return {
    ok: true,
    sent,
    committed: { opened: [], posted: [{ event: eventOf(message, row, sentAt), recipients: row.recipients ?? [] }] },
  }
}

function eventOf({ senderId, clientId, text, places: [place] }: NewMessage, row: Row, sentAt: Instant) {
  const { message_id: id, conversation_id: conversationId, seq } = row
  return {
    kind: 'message:posted' as const,
    conversationId,
    seq,
    at: sentAt,
    actorId: senderId,
    message: {
      id,
      clientId: clientId.toLowerCase(),
      senderId,
      kind: 'text' as const,
      text,
      attachments: [],
      mentions: [],
      forwardedFrom: null,
      preview: null,
      places: [{ conversationId, seq }],
      pinned: null,
      createdAt: instantOf(row.created_at),
      sentAt,
      editedAt: null,
      deleted: null,
      replyTo: (place && 'replyTo' in place ? place.replyTo : null) ?? null,
      reactions: [],
      changedSeq: seq,
    },
  }
}
