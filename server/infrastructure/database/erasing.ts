import type pg from 'pg'
import type { ConversationId, MessageId } from '@/contracts/ids'
import type { Erased, Erasing } from '@/server/application/erasing-ports'
import type { BlobId } from '@/server/application/file-ports'
import { end, isOver } from './erasing/ending'
import { eraseExpired } from './erasing/expired'
import { eraseFiles } from './erasing/files'
import { FILES_DUE, MESSAGES_BEFORE } from './erasing/retained'
import { takeBack } from './erasing/take-back'
import { eraseUnseen } from './erasing/unseen'
import { scrub } from './message-log/scrub'
import { prepared } from './prepared'
import { retryCollisions } from './sql-errors'
import { withConversationsLocked } from './transaction'

// What has a time of its own first, and with it some of what the server keeps no longer.
const DUE = prepared(
  'due',
  `SELECT id FROM (
    (SELECT id, 1 AS turn FROM conversations WHERE erase_at <= statement_timestamp() ORDER BY erase_at LIMIT $1)
    UNION ALL
    (SELECT DISTINCT conversation_id, 2 FROM (
      SELECT conversation_id FROM log WHERE kind = 'message:posted' AND at <= ${MESSAGES_BEFORE} ORDER BY at LIMIT 500
    ) old LIMIT $1)
    UNION ALL
    (SELECT DISTINCT p.conversation_id, 2 FROM (${FILES_DUE}) files
      JOIN placements p ON p.message_id = files.id AND p.deleted_by IS NULL LIMIT $1)
  ) due GROUP BY id ORDER BY min(turn)`,
)

// Whoever is killed before the files are let go of leaves that to the sweep, which spares what is new: this is not.
const DELETE = prepared(
  'erase-messages',
  `WITH dead AS (
    DELETE FROM messages WHERE id = ANY($1::bigint[]) AND placed = 0
    RETURNING id, sender_id, client_id, sent_at, preview_id
  ), kept AS (
    INSERT INTO erased_sends (sender_id, client_id, message_id, sent_at)
    SELECT sender_id, client_id, id, sent_at FROM dead ON CONFLICT DO NOTHING
  ), unlinked AS (
    DELETE FROM link_previews l WHERE l.id IN (SELECT preview_id FROM dead
        UNION SELECT v.preview_id FROM dead JOIN message_versions v ON v.message_id = dead.id)
      AND NOT EXISTS (SELECT FROM messages m WHERE m.preview_id = l.id AND m.id NOT IN (SELECT id FROM dead))
      AND NOT EXISTS (SELECT FROM message_versions v WHERE v.preview_id = l.id AND v.message_id NOT IN (SELECT id FROM dead))
    RETURNING l.blob_id
  ), held AS (
    SELECT DISTINCT blob.id FROM dead JOIN attachments a ON a.message_id = dead.id
    CROSS JOIN LATERAL (VALUES (a.blob_id), (a.preview_id)) AS blob (id) WHERE blob.id IS NOT NULL
    UNION SELECT blob_id FROM unlinked WHERE blob_id IS NOT NULL
  ), brought AS (
    UPDATE uploads u SET created_at = 'epoch' FROM held WHERE u.blob_id = held.id AND u.sent
  )
  UPDATE blobs b SET created_at = 'epoch' FROM held WHERE b.id = held.id RETURNING b.id`,
)

// What has expired meanwhile is due now.
const SETTLE = prepared(
  'erase-settle',
  `UPDATE conversations SET erase_at = least((SELECT min(expires_at) FROM placements WHERE conversation_id = $1),
    CASE WHEN ended_at IS NULL AND retired_at IS NULL THEN ends_at END) WHERE id = $1`,
)

export function databaseErasing(pool: pg.Pool): Erasing {
  return {
    async due(limit) {
      const { rows } = await pool.query<{ id: ConversationId }>(DUE([limit]))
      return rows.map(({ id }) => id)
    },
    async erase(conversationId) {
      const gone = await erase(pool, conversationId)
      if (gone.more) return gone
      const files = await retryCollisions(() => eraseFiles(pool, conversationId))
      return {
        more: files.more,
        released: [...gone.released, ...files.released],
        committed: [...gone.committed, ...files.committed],
      }
    },
  }
}

async function erase(pool: pg.Pool, conversationId: ConversationId): Promise<Erased> {
  const work = async (client: pg.PoolClient): Promise<Erased> => {
    const unseen = await eraseUnseen(client, conversationId)
    const over = await isOver(client, conversationId)
    const expired = await eraseExpired(client, conversationId, over)
    await takeBack(client, conversationId)
    const more = unseen.more || expired.more
    const ended = over && !more ? await end(client, conversationId) : []
    if (!more) await client.query(SETTLE([conversationId]))
    const released = await deleteUnplaced(client, [...unseen.unplaced, ...expired.unplaced])
    return { more, released, committed: [...expired.committed, ...ended] }
  }
  return retryCollisions(() => withConversationsLocked(pool, [conversationId], work))
}

/** With a snapshot from after the messages' rows were waited for. */
async function deleteUnplaced(client: pg.PoolClient, ids: readonly MessageId[]): Promise<readonly BlobId[]> {
  if (ids.length === 0) return []
  const { rows } = await client.query<{ id: BlobId }>(DELETE([ids]))
  return [...rows.map(({ id }) => id), ...(await scrub(client, ids))]
}
