import type pg from 'pg'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { NewMessage, SendResult } from '@/server/application/log-ports'
import { searchText } from '@/server/domain/search/search-text'
import { prepared } from '../prepared'
import { instantOf } from '../rows'
import { isInvalidData, retryCollisions } from '../sql-errors'
import { queryWithConversationsLocked } from '../transaction'
import { type Carried, carriedText } from './carry'
import { resultOf, type SentRow, type Stored } from './send-result'
import { STORE_ONE } from './store-one'

// What nearly every send is: a text without mentions, new, to one chat where nobody is away, blocked or asked first. It stores
// all of a conversation's or none: for whatever is left, STORE decides, which knows every case and says why not. So nothing
// here may be taken that STORE would take otherwise; the fake, which knows one way alone, is compared with both. What is
// looked up is a lateral or a subquery of its own, as a plan that is made while a table is small would else read all of it for long.
// A message by itself takes mostly what setting this up takes, so each step counts, and STORE_ONE has fewer of them.
const STORE_PLAIN = prepared(
  'send-plain',
  `WITH asked AS MATERIALIZED (
    SELECT i.*, c.last_seq, c.last_sent_at, c.disappear_after_ms, here.user_ids,
      here.speaks AND NOT here.away
      AND (SELECT true FROM messages WHERE sender_id = i.sender_id AND client_id = i.client_id) IS NULL
      AND (SELECT true FROM erased_sends WHERE sender_id = i.sender_id AND client_id = i.client_id) IS NULL
      AND (SELECT true FROM chat_requests WHERE conversation_id = i.conversation_id) IS NULL
      AND CASE WHEN i.reply_to IS NULL THEN true ELSE EXISTS (
        SELECT FROM placements r JOIN members m ON m.conversation_id = i.conversation_id AND m.user_id = i.sender_id
          AND r.seq <@ m.intervals AND r.seq > m.cleared_to
        WHERE r.conversation_id = i.conversation_id AND r.seq = i.reply_to) END
      AND CASE WHEN c.pair IS NULL THEN true ELSE
        (SELECT true FROM blocks WHERE user_id = ANY(c.pair) AND blocked_id = ANY(c.pair) LIMIT 1) IS NULL END AS plain
    FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::timestamptz[], $5::int[], $6::bigint[], $7::int[], $8::text[], $9::int[],
      $10::boolean[])
      WITH ORDINALITY AS i (sender_id, client_id, text, created_at, content, conversation_id, reply_to, search, nth, last, n)
    CROSS JOIN LATERAL (
      SELECT string_to_array(pair_key, ':')::bigint[] AS pair, last_seq, last_sent_at, disappear_after_ms FROM conversations
      WHERE id = i.conversation_id AND retired_at IS NULL AND closed_at IS NULL
        AND (ends_at IS NULL OR ends_at > clock_timestamp()) OFFSET 0
    ) c
    CROSS JOIN LATERAL (
      SELECT array_agg(m.user_id) AS user_ids, bool_or(m.user_id = i.sender_id) AS speaks, bool_or(m.away) AS away
      FROM members m WHERE m.conversation_id = i.conversation_id AND m.active
    ) here
  ), fresh AS MATERIALIZED (
    SELECT nextval('messages_id_seq') AS message_id, n, sender_id, client_id, text, search, created_at, content, conversation_id,
      reply_to, user_ids, clock.now AS sent_at, last_seq + nth AS seq, last,
      clock.now + disappear_after_ms * interval '1 ms' AS expires_at
    FROM asked CROSS JOIN LATERAL (
      SELECT greatest(date_trunc('milliseconds', statement_timestamp()), last_sent_at) AS now
    ) clock WHERE conversation_id <> ALL (ARRAY(SELECT conversation_id FROM asked WHERE plain IS NOT TRUE))
  ), stored AS (
    INSERT INTO messages (id, sender_id, client_id, text, search, created_at, sent_at)
    SELECT message_id, sender_id, client_id, text, search, created_at, sent_at FROM fresh
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq, reply_to, content, expires_at)
    SELECT conversation_id, seq, message_id, sender_id, seq, reply_to, content, expires_at FROM fresh
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
    SELECT conversation_id, seq, 'message:posted', sender_id, message_id, sent_at FROM fresh
  ), advanced AS (
    UPDATE conversations c SET last_seq = f.seq, last_sent_at = f.sent_at, erase_at = least(c.erase_at, f.expires_at)
    FROM fresh f WHERE c.id = f.conversation_id AND f.last
  )
  SELECT n, message_id, sent_at, seq, expires_at, array_to_string(user_ids, ',') AS user_ids FROM fresh`,
)

interface Row {
  /** From 1. */
  readonly n: string
  readonly message_id: string
  readonly sent_at: Date
  readonly seq: number
  readonly expires_at: Date | null
  readonly user_ids: string
}

interface Plain {
  readonly message: NewMessage
  /** In the list that it is of. */
  readonly index: number
  readonly place: { readonly conversationId: ConversationId; readonly replyTo?: Seq | null | undefined }
  readonly carried: Carried
}

/**
 * Stores those that need no more than that, in a transaction of their own and one round trip, and answers them by their
 * index. Of a conversation it stores all or none, so that its messages keep their order.
 */
export async function sendPlain(
  pool: pg.Pool,
  messages: readonly NewMessage[],
): Promise<ReadonlyMap<number, SendResult>> {
  const plain = plainOnes(messages)
  if (plain.length === 0) return new Map()
  const rows = await storePlain(pool, plain).catch((error: unknown) =>
    isInvalidData(error) ? [] : Promise.reject(error),
  )
  const stored = rows.flatMap((row) => {
    const one = plain[Number(row.n) - 1]
    return one === undefined ? [] : { ...one, row: sentRowOf(row, one) }
  })
  const done: Stored = {
    rows: stored.map(({ row }) => row),
    carried: stored.map(({ carried }) => carried),
    opened: new Map(),
    accepted: [],
  }
  return new Map(stored.map(({ message, index }, at) => [index, resultOf(message, at, done)]))
}

function storePlain(pool: pg.Pool, plain: readonly Plain[]): Promise<readonly Row[]> {
  const ids = plain.map(({ place }) => place.conversationId)
  const [only] = plain
  const statement = only && plain.length === 1 && !only.place.replyTo ? storeOne(only) : storeSeveral(plain, ids)
  return retryCollisions(() => queryWithConversationsLocked<Row>(pool, ids, statement))
}

function storeOne({ message, place, carried }: Plain) {
  const { senderId, clientId, text, createdAt } = message
  return STORE_ONE([senderId, clientId, text, createdAt, carried.content, place.conversationId, foldedHere(text)])
}

function storeSeveral(plain: readonly Plain[], ids: readonly ConversationId[]) {
  const among = new Map<ConversationId, number>()
  const nths = ids.map((id) => {
    const nth = (among.get(id) ?? 0) + 1
    among.set(id, nth)
    return nth
  })
  return STORE_PLAIN([
    plain.map(({ message }) => message.senderId),
    plain.map(({ message }) => message.clientId),
    plain.map(({ message }) => message.text),
    plain.map(({ message }) => message.createdAt),
    plain.map(({ carried }) => carried.content),
    ids,
    plain.map(({ place }) => place.replyTo ?? null),
    plain.map(({ message }) => foldedHere(message.text)),
    nths,
    ids.map((id, at) => nths[at] === among.get(id)),
  ])
}

/** None of a list in which the same is sent twice, as the second finds the first, or that names people, whose chats aren't known. */
function plainOnes(messages: readonly NewMessage[]): readonly Plain[] {
  const known = new Set(messages.map(({ senderId, clientId }) => `${senderId}/${clientId.toLowerCase()}`))
  if (known.size < messages.length) return []
  const besides = new Set<ConversationId>()
  const plain: Plain[] = []
  for (const [index, message] of messages.entries()) {
    const carried = isPlain(message) ? carriedText(message.text) : null
    for (const place of message.places) {
      if (!('conversationId' in place)) return []
      if (carried === null) besides.add(place.conversationId)
      else plain.push({ message, index, place, carried })
    }
  }
  return plain.filter(({ place }) => !besides.has(place.conversationId))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are of ASCII, too.
const ASCII = /^[\x00-\x7f]*$/

/** The database folds what takes knowledge of Unicode, so that one knowledge of it decides. */
const foldedHere = (text: string): string | null => (ASCII.test(text) ? searchText(text) : null)

const isPlain = ({ kind, attachments, forward, mentions, places }: NewMessage): boolean =>
  kind === 'text' && attachments.length === 0 && !forward && mentions.length === 0 && places.length === 1

const sentRowOf = (row: Row, { message, place }: Plain): SentRow => ({
  refusal: null,
  refusing: null,
  message_id: row.message_id,
  sent_at: row.sent_at,
  created_at: new Date(message.createdAt),
  stored: true,
  places: [
    {
      conversationId: place.conversationId,
      seq: row.seq,
      replyTo: place.replyTo ?? null,
      expiresAt: row.expires_at && instantOf(row.expires_at),
      mentions: [],
      userIds: row.user_ids.split(','),
      hiddenFrom: null,
    },
  ],
  accepted: null,
})
