import type pg from 'pg'
import type { ConversationId } from '@/contracts/ids'
import type { Erasing } from '@/server/application/erasing-ports'
import type { BlobId } from '@/server/application/ports'
import { scrub } from './message-log/scrub'
import { prepared } from './prepared'
import { withConversationsLocked } from './transaction'
import { VISIBLE } from './visible'

/** Seqs of a log that one transaction erases: sends to the conversation wait for so many at most. */
const BATCH = 500

const DUE = 'SELECT id FROM conversations WHERE erase_at <= clock_timestamp() ORDER BY erase_at LIMIT $1'

// `floor`: what nobody sees up to there. What only changed something below it may stay where somebody's visible part
// begins: it is a row without content, and who follows the log skips it.
const NEXT = prepared(
  'erase-next',
  `SELECT c.erased_to AS "from", least(floor.seq, c.erased_to + ${BATCH}) AS "to", floor.seq AS floor
  FROM conversations c CROSS JOIN LATERAL (
    SELECT coalesce(min(lower(${VISIBLE})) - 1, c.last_seq) AS seq FROM members m WHERE m.conversation_id = c.id
  ) floor WHERE c.id = $1`,
)
// A message's row is waited for: of two places that are erased at once, the later one finds that it was the last.
const UNPLACE = prepared(
  'erase-placements',
  `WITH gone AS (
    DELETE FROM placements WHERE conversation_id = $1 AND seq > $2 AND seq <= $3 RETURNING message_id
  ), logged AS (
    DELETE FROM log WHERE conversation_id = $1 AND seq > $2 AND seq <= $3
  ), moved AS (
    DELETE FROM mark_moves WHERE conversation_id = $1 AND to_seq <= $3
  ), advanced AS (
    UPDATE conversations SET erased_to = greatest(erased_to, $3), erase_at = CASE WHEN $3 < $4 THEN erase_at END
    WHERE id = $1
  ), locked AS MATERIALIZED (
    SELECT id FROM messages WHERE id IN (SELECT message_id FROM gone) ORDER BY id FOR UPDATE
  )
  UPDATE messages m SET placed = placed - 1 FROM locked WHERE m.id = locked.id RETURNING m.id`,
)
// Whoever is killed before the files are let go of leaves that to the sweep, which spares what is new: this is not.
const DELETE = prepared(
  'erase-messages',
  `WITH dead AS (
    DELETE FROM messages WHERE id = ANY($1::bigint[]) AND placed = 0 RETURNING id, sender_id, client_id, sent_at
  ), kept AS (
    INSERT INTO erased_sends (sender_id, client_id, message_id, sent_at)
    SELECT sender_id, client_id, id, sent_at FROM dead ON CONFLICT DO NOTHING
  ), held AS (
    SELECT DISTINCT blob.id FROM dead JOIN attachments a ON a.message_id = dead.id
    CROSS JOIN LATERAL (VALUES (a.blob_id), (a.preview_id)) AS blob (id) WHERE blob.id IS NOT NULL
  ), brought AS (
    UPDATE uploads u SET created_at = 'epoch' FROM held WHERE u.blob_id = held.id AND u.finished_at IS NOT NULL
  )
  UPDATE blobs b SET created_at = 'epoch' FROM held WHERE b.id = held.id RETURNING b.id`,
)

export function databaseErasing(pool: pg.Pool): Erasing {
  return {
    async due(limit) {
      const { rows } = await pool.query<{ id: ConversationId }>(DUE, [limit])
      return rows.map(({ id }) => id)
    },
    eraseUnseen: (conversationId) => eraseUnseen(pool, conversationId),
  }
}

async function eraseUnseen(pool: pg.Pool, conversationId: ConversationId) {
  return withConversationsLocked(pool, [conversationId], async (client) => {
    const { rows } = await client.query<{ from: number; to: number; floor: number }>(NEXT([conversationId]))
    const [next] = rows
    if (next === undefined) return { more: false, released: [] }
    const unplaced = await client.query<{ id: string }>(
      UNPLACE([conversationId, next.from, Math.max(next.from, next.to), next.floor]),
    )
    return { more: next.to < next.floor, released: await deleteUnplaced(client, unplaced.rows) }
  })
}

/** With a snapshot from after the messages' rows were waited for. */
async function deleteUnplaced(client: pg.PoolClient, messages: readonly { id: string }[]): Promise<readonly BlobId[]> {
  if (messages.length === 0) return []
  const ids = messages.map(({ id }) => id)
  const { rows } = await client.query<{ id: BlobId }>(DELETE([ids]))
  return [...rows.map(({ id }) => id), ...(await scrub(client, ids))]
}
