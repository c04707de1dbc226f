import type pg from 'pg'
import type { MessageId } from '@/contracts/ids'
import type { BlobId } from '@/server/application/file-ports'
import { prepared } from '../prepared'

// Once a message is deleted in all places, nothing of it is left. Until then it mentions those it did, where it is told with all
// of its places.
const SCRUB = prepared(
  'scrub-message',
  `WITH gone AS MATERIALIZED (
    SELECT t.id, t.preview_id FROM messages t WHERE t.id = ANY($1::bigint[])
      AND NOT EXISTS (SELECT FROM placements p WHERE p.message_id = t.id AND p.deleted_by IS NULL)
  ), versions AS (
    DELETE FROM message_versions v USING gone WHERE v.message_id = gone.id
  ), mentioned AS (
    UPDATE placements p SET mentions = '{}', mentions_before = NULL FROM gone WHERE p.message_id = gone.id
  ), attached AS (
    DELETE FROM attachments a USING gone WHERE a.message_id = gone.id RETURNING a.blob_id, a.preview_id
  ), emptied AS (
    UPDATE messages t SET text = '', file_names = '', kind = 'text', attached = 0, files_erased = 0, files_erased_after = NULL, forwarded_from = NULL, preview_id = NULL,
      edited_at = NULL
    FROM gone WHERE t.id = gone.id
  )
  SELECT blob_id FROM attached UNION SELECT preview_id FROM attached WHERE preview_id IS NOT NULL`,
)

/** Takes away what those of these messages carry that are deleted wherever they stand. Answers blobs that they had. */
export async function scrub(client: pg.PoolClient, messageIds: readonly MessageId[]): Promise<readonly BlobId[]> {
  const { rows } = await client.query<{ blob_id: BlobId }>(SCRUB([messageIds]))
  return rows.map(({ blob_id }) => blob_id)
}
