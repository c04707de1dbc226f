import type pg from 'pg'
import type { ConversationId, MessageId, Seq } from '@/contracts/ids'
import type { Erased } from '@/server/application/erasing-ports'
import type { BlobId } from '@/server/application/file-ports'
import type { Committed } from '@/server/application/log-ports'
import { readChange } from '../message-log/read-change'
import { prepared } from '../prepared'
import { withConversationsLocked } from '../transaction'
import { FILES_DUE } from './retained'

/** Messages that one transaction takes the files of: each has an event of its own in each of its places. */
const BATCH = 20

const DUE = prepared(
  'files-due',
  `WITH files AS MATERIALIZED (${FILES_DUE})
  SELECT files.id, ARRAY(SELECT conversation_id FROM placements WHERE message_id = files.id) AS everywhere
  FROM files JOIN placements p ON p.message_id = files.id AND p.conversation_id = $1 AND p.deleted_by IS NULL
  WHERE files.text <> '' ORDER BY p.seq LIMIT ${BATCH}`,
)

// Those who left may see the seq that says so: it takes from them what they still have. Whoever is killed before the files
// are let go of leaves that to the sweep, which spares what is new: this is not.
const ERASE = prepared(
  'store message:filesErased',
  `WITH next AS MATERIALIZED (
    SELECT p.conversation_id, p.seq AS target, p.message_id, p.sender_id, max(c.last_sent_at) OVER () AS not_before,
      (c.last_seq + row_number() OVER (PARTITION BY p.conversation_id ORDER BY p.seq))::int AS seq
    FROM placements p JOIN conversations c ON c.id = p.conversation_id
    WHERE p.message_id = ANY($1::bigint[]) AND p.deleted_by IS NULL
  ), clock AS MATERIALIZED (
    SELECT greatest(date_trunc('milliseconds', clock_timestamp()), (SELECT max(not_before) FROM next)) AS at
  ), advanced AS (
    UPDATE conversations c SET last_seq = n.seq
    FROM (SELECT conversation_id, max(seq) AS seq FROM next GROUP BY 1) n WHERE c.id = n.conversation_id
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, target_seq, at)
    SELECT conversation_id, seq, 'message:filesErased', sender_id, message_id, target, clock.at
    FROM next, clock ORDER BY conversation_id, seq
  ), moved AS (
    UPDATE placements p SET changed_seq = next.seq, content = p.content & 8 FROM next
    WHERE p.conversation_id = next.conversation_id AND p.seq = next.target
  ), told AS (
    UPDATE members m SET intervals = m.intervals + gone.seqs FROM (
      SELECT o.conversation_id, o.user_id, range_agg(int4range(next.seq, next.seq + 1)) AS seqs
      FROM next JOIN members o ON o.conversation_id = next.conversation_id AND NOT o.active
        AND next.target <@ o.intervals AND next.target > o.cleared_to
      GROUP BY 1, 2
    ) gone WHERE m.conversation_id = gone.conversation_id AND m.user_id = gone.user_id
  ), emptied AS (
    UPDATE messages SET attached = 0, file_names = '', files_erased = attached,
      files_erased_after = (SELECT keep_files_days FROM server_settings WHERE id = 1)
    WHERE id = ANY($1)
  ), dropped AS (
    DELETE FROM attachments WHERE message_id = ANY($1) RETURNING blob_id, preview_id
  ), held AS MATERIALIZED (
    SELECT blob_id AS id FROM dropped UNION SELECT preview_id FROM dropped WHERE preview_id IS NOT NULL
  ), brought AS (
    UPDATE uploads u SET created_at = 'epoch' FROM held WHERE u.blob_id = held.id AND u.sent
  ), old AS (
    UPDATE blobs b SET created_at = 'epoch' FROM held WHERE b.id = held.id
  )
  SELECT conversation_id, target, seq, (SELECT array_agg(id) FROM held) AS released FROM next ORDER BY conversation_id, seq`,
)

interface Row {
  readonly conversation_id: ConversationId
  readonly target: Seq
  readonly seq: Seq
  readonly released: readonly BlobId[] | null
}

interface Due {
  readonly id: MessageId
  readonly everywhere: readonly ConversationId[]
}

/** Takes the files that are kept no longer from messages that say something, in all places of each. */
export async function eraseFiles(pool: pg.Pool, conversationId: ConversationId): Promise<Erased> {
  let locked: readonly ConversationId[] = [conversationId]
  for (;;) {
    const result = await attempt(pool, conversationId, locked)
    if (!('lock' in result)) return result
    // It stands elsewhere too, or was placed there since: all of them have to hold still.
    locked = result.lock
  }
}

function attempt(
  pool: pg.Pool,
  conversationId: ConversationId,
  locked: readonly ConversationId[],
): Promise<Erased | { readonly lock: readonly ConversationId[] }> {
  return withConversationsLocked(pool, locked, async (client) => {
    const { rows } = await client.query<Due>(DUE([conversationId]))
    const held = rows.filter(({ everywhere }) => everywhere.every((id) => locked.includes(id)))
    const [first] = rows
    if (first === undefined) return { more: false, released: [], committed: [] }
    if (held.length === 0) return { lock: first.everywhere }
    const stored = await client.query<Row>(ERASE([held.map(({ id }) => id)]))
    return {
      more: held.length < rows.length || rows.length === BATCH,
      released: stored.rows[0]?.released ?? [],
      committed: await committedIn(client, stored.rows),
    }
  })
}

async function committedIn(client: pg.PoolClient, rows: readonly Row[]): Promise<readonly Committed[]> {
  const committed: Committed[] = []
  for (const { conversation_id, target, seq } of rows) {
    committed.push(...(await readChange(client, { conversationId: conversation_id, seq: target }, seq)))
  }
  return committed
}
