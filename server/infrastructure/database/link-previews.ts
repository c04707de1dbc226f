import type pg from 'pg'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import type { LinkPreviews } from '@/server/application/link-ports'
import type { Committed } from '@/server/application/log-ports'
import { apart } from './apart'
import { readChange } from './message-log/read-change'
import { prepared } from './prepared'
import { inTransaction, withConversationsLocked } from './transaction'

interface Placed {
  readonly conversation_id: ConversationId
  readonly seq: Seq
  readonly sender_id: UserId
  readonly deleted: boolean
}

const STORE = prepared(
  'store message:previewed',
  `WITH next AS MATERIALIZED (
    SELECT last_seq + 1 AS seq, greatest(date_trunc('milliseconds', clock_timestamp()), last_sent_at) AS at
    FROM conversations WHERE id = $1
  ), advanced AS (
    UPDATE conversations c SET last_seq = next.seq FROM next WHERE c.id = $1
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, target_seq, at)
    SELECT $1, seq, 'message:previewed', $3, $4, $2, at FROM next
  ), hidden AS (
    UPDATE members m SET intervals = m.intervals - int4multirange(int4range(next.seq, next.seq + 1))
    FROM next, conversations c WHERE c.id = $1 AND c.kind = 'direct' AND m.conversation_id = $1 AND m.user_id <> $3
      AND ${apart('m.user_id', '$3')}
  ), moved AS (
    UPDATE placements p SET changed_seq = next.seq FROM next WHERE p.conversation_id = $1 AND p.seq = $2
  )
  SELECT seq FROM next`,
)

export function databaseLinkPreviews(pool: pg.Pool): LinkPreviews {
  return {
    async subject({ conversationId, seq }) {
      const { rows } = await pool.query<{ messageId: string; text: string; shown: string | null }>(
        `SELECT m.id AS "messageId", m.text, l.url AS shown
        FROM placements p JOIN messages m ON m.id = p.message_id LEFT JOIN link_previews l ON l.id = m.preview_id
        WHERE p.conversation_id = $1 AND p.seq = $2`,
        [conversationId, seq],
      )
      return rows[0] ?? null
    },
    async known(url) {
      return (await pool.query('SELECT FROM link_previews WHERE url = $1', [url])).rowCount === 1
    },
    async keep(url, { title, site, description, picture }) {
      const { blobId = null, width = null, height = null, thumbhash = null } = picture ?? {}
      await pool.query(
        `INSERT INTO link_previews (url, title, site, description, blob_id, width, height, thumbhash, fetched_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now()) ON CONFLICT (url) DO NOTHING`,
        [url, title, site, description, blobId, width, height, thumbhash && Buffer.from(thumbhash)],
      )
    },
    show: (messageId, text, url) => show(pool, messageId, text, url),
    forgetUnused: () => forgetUnused(pool, RECENT),
  }
}

const ATTEMPTS = 5

async function show(pool: pg.Pool, messageId: MessageId, text: string, url: string | null) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await placesOf(pool, messageId)
    const ids = before.map(({ conversation_id }) => conversation_id)
    const committed = await withConversationsLocked(pool, ids, async (client) => {
      const places = await placesOf(client, messageId)
      // It was placed elsewhere while this waited: that place has to be locked as well.
      if (places.some(({ conversation_id }) => !ids.includes(conversation_id))) return null
      return (await refer(client, messageId, text, url)) ? append(client, messageId, places) : []
    })
    if (committed) return { committed, released: await forgetUnused(pool, EVER) }
  }
  throw new Error('The message was placed elsewhere again and again.')
}

async function placesOf(client: Pick<pg.Pool, 'query'>, messageId: MessageId): Promise<Placed[]> {
  const { rows } = await client.query<Placed>(
    `SELECT conversation_id, seq, sender_id, deleted_by IS NOT NULL AS deleted FROM placements
    WHERE message_id = $1 ORDER BY conversation_id`,
    [messageId],
  )
  return rows
}

/** The preview's row is held until the commit: it can't be forgotten as unused. Answers whether anything changed. */
async function refer(client: pg.PoolClient, messageId: MessageId, text: string, url: string | null): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM link_previews WHERE url = $1 FOR KEY SHARE', [
    url,
  ])
  const previewId = rows[0]?.id ?? null
  if (url !== null && previewId === null) return false
  const { rowCount } = await client.query(
    `UPDATE messages SET preview_id = $3 WHERE id = $1 AND text = $2 AND preview_id IS DISTINCT FROM $3
      AND EXISTS (SELECT FROM placements p WHERE p.message_id = $1 AND p.deleted_by IS NULL)`,
    [messageId, text, previewId],
  )
  return rowCount === 1
}

async function append(client: pg.PoolClient, messageId: MessageId, places: readonly Placed[]): Promise<Committed[]> {
  const committed: Committed[] = []
  for (const { conversation_id: conversationId, seq, sender_id, deleted } of places) {
    if (deleted) continue
    const { rows } = await client.query<{ seq: Seq }>(STORE([conversationId, seq, sender_id, messageId]))
    const [row] = rows
    if (row) committed.push(...(await readChange(client, { conversationId, seq }, row.seq)))
  }
  return committed
}

const UNUSED = `NOT EXISTS (SELECT FROM messages m WHERE m.preview_id = l.id)
  AND NOT EXISTS (SELECT FROM message_versions v WHERE v.preview_id = l.id)`
// What was just kept is about to be shown.
const KEPT_FOR = `interval '20 seconds'`
const EVER = `interval '1000 years'`
/** Few: asking for them again and again costs next to nothing. */
const RECENT = `interval '1 hour'`

/** Two statements: who refers to one by the time its lock is had is seen by the second's new snapshot. */
async function forgetUnused(pool: pg.Pool, within: string): Promise<string[]> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM link_previews l
      WHERE fetched_at BETWEEN now() - ${within} AND now() - ${KEPT_FOR} AND ${UNUSED}
      ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED`,
    )
    const gone = await client.query<{ blob_id: string | null }>(
      `DELETE FROM link_previews l WHERE id = ANY($1::bigint[]) AND ${UNUSED} RETURNING blob_id`,
      [rows.map(({ id }) => id)],
    )
    return gone.rows.flatMap(({ blob_id }) => blob_id ?? [])
  })
}
