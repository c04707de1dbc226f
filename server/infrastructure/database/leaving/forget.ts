import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { BlobId } from '@/server/application/file-ports'
import type { Forgotten } from '@/server/application/leaving-ports'
import { inTransaction } from '../transaction'

// Those who had them as a contact are told by the version that their list is another.
const CONTACTS = `
  WITH gone AS (DELETE FROM contacts WHERE owner_id = $1 OR user_id = $1 RETURNING owner_id)
  UPDATE users SET private_version = private_version + 1 WHERE id IN (SELECT owner_id FROM gone)
  RETURNING id AS "userId", private_version AS "privateVersion"`

const BLOBS = `
  SELECT blob.id FROM uploads u CROSS JOIN LATERAL (VALUES (u.blob_id), (u.preview_id)) AS blob (id)
  WHERE u.user_id = $1 AND blob.id IS NOT NULL
  UNION SELECT s.blob_id FROM stickers s JOIN sticker_packs p ON p.id = s.pack_id WHERE p.owner_id = $1
  UNION SELECT x.blob_id FROM export_parts x JOIN exports e ON e.id = x.export_id WHERE e.user_id = $1`

const THEIRS = [
  'DELETE FROM blocks WHERE user_id = $1 OR blocked_id = $1',
  'DELETE FROM invites WHERE created_by_id = $1',
  'DELETE FROM chat_requests WHERE asked_id = $1 OR asker_id = $1',
  'DELETE FROM invitations WHERE user_id = $1 OR by_id = $1',
  'DELETE FROM exports WHERE user_id = $1',
  'DELETE FROM uploads WHERE user_id = $1',
  'DELETE FROM stickers_of_users WHERE user_id = $1',
  'DELETE FROM sticker_packs WHERE owner_id = $1',
  'DELETE FROM own_marks WHERE user_id = $1',
  'DELETE FROM presence WHERE user_id = $1',
  'DELETE FROM sessions WHERE user_id = $1',
  // What a gateway has noted since.
  'UPDATE users SET last_seen_at = NULL WHERE id = $1',
]

/** Bytes that messages have stay with those: what is answered may have lost its last row, or not. */
export function forget(pool: pg.Pool, userId: UserId): Promise<Forgotten> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: BlobId }>(BLOBS, [userId])
    const concerned = await client.query<Forgotten['concerned'][number]>(CONTACTS, [userId])
    for (const statement of THEIRS) await client.query(statement, [userId])
    return { released: rows.map(({ id }) => id), concerned: concerned.rows }
  })
}
