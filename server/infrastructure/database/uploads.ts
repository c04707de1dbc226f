import type pg from 'pg'
import type { Uploaded, UploadPurpose } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { BlobStore, Examined, NewUpload, Refusal, UploadState, Uploads } from '@/server/application/file-ports'
import { KithError } from '@/server/domain/errors'
import { keepBlobs } from './keep-blobs'
import { releaseBlobs } from './release-blobs'
import { inTransaction } from './transaction'

interface UploadRow {
  readonly id: string
  readonly user_id: string
  readonly purpose: UploadPurpose
  readonly size: string
  readonly source_hash: string | null
  readonly finished_at: Date | null
  readonly refusal: Refusal | null
  readonly kind: UploadPurpose | null
  readonly width: number | null
  readonly height: number | null
  readonly thumbhash: Buffer | null
  readonly type: string | null
  readonly blob_size: string | null
}

const SELECT = `SELECT u.id, u.user_id, u.purpose, u.size, u.source_hash, u.finished_at, u.refusal, u.kind, u.width,
  u.height, u.thumbhash, b.type, b.size AS blob_size FROM uploads u LEFT JOIN blobs b ON b.id = u.blob_id`

// What is still coming counts as announced; the same bytes brought twice count once.
const TAKEN = `
  SELECT (SELECT coalesce(sum(u.size), 0) FROM uploads u WHERE u.user_id = $1 AND u.finished_at IS NULL)
    + (SELECT coalesce(sum(b.size), 0) FROM blobs b WHERE b.id IN (
        SELECT blob_id FROM uploads WHERE user_id = $1 UNION SELECT preview_id FROM uploads WHERE user_id = $1)) AS bytes`

export function databaseUploads(pool: pg.Pool, store: BlobStore): Uploads {
  const both = { pool, store }
  return {
    begin: (upload, quotaBytes) => inTransaction(pool, (client) => begin(client, upload, quotaBytes)),
    async find(userId, id) {
      const { rows } = await pool.query<UploadRow>(`${SELECT} WHERE u.id = $1 AND u.user_id = $2`, [id, userId])
      return rows[0] ? stateOf(rows[0]) : null
    },
    async unfinished(ids) {
      const { rows } = await pool.query<UploadRow>(`${SELECT} WHERE u.id = ANY($1) AND u.finished_at IS NULL`, [ids])
      return rows.map(stateOf)
    },
    async findSame(userId, { sha256, size, purpose }) {
      const { rows } = await pool.query<UploadRow>(
        `WITH same AS (UPDATE uploads SET created_at = now(), sent = false WHERE id = (
            SELECT id FROM uploads WHERE user_id = $1 AND source_hash = $2 AND size = $3 AND purpose = $4
              AND blob_id IS NOT NULL ORDER BY id LIMIT 1) RETURNING id)
        ${SELECT} WHERE u.id = (SELECT id FROM same)`,
        [userId, sha256, size, purpose],
      )
      return rows[0] ? stateOf(rows[0]).uploaded : null
    },
    finish: (id, sourceHash, examined) =>
      keepBlobs(both, examined.preview ? [examined.whole, examined.preview] : [examined.whole], (client) =>
        finish(client, id, sourceHash, examined),
      ),
    async refuse(id, refusal) {
      await pool.query(`UPDATE uploads SET finished_at = now(), refusal = $2 WHERE id = $1 AND finished_at IS NULL`, [
        id,
        JSON.stringify(refusal),
      ])
    },
    async remove(userId, id) {
      const { rows } = await pool.query<{ blob_id: string | null; preview_id: string | null }>(
        `DELETE FROM uploads WHERE id = $1 AND user_id = $2 RETURNING blob_id, preview_id`,
        [id, userId],
      )
      const ids = rows.flatMap(({ blob_id, preview_id }) => [blob_id, preview_id])
      await releaseBlobs(
        both,
        ids.filter((blobId) => blobId !== null),
      )
    },
  }
}

// The user's row first: of two that begin at once, the second one sees the first.
async function begin(client: pg.PoolClient, upload: NewUpload, quotaBytes: number): Promise<void> {
  const { id, userId, purpose, size, sourceHash } = upload
  await client.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId])
  const taken = await bytesOf(client, userId)
  if (taken + size > quotaBytes) throw new KithError('full', overQuota(quotaBytes, taken))
  await client.query(`INSERT INTO uploads (id, user_id, purpose, size, source_hash) VALUES ($1, $2, $3, $4, $5)`, [
    id,
    userId,
    purpose,
    size,
    sourceHash,
  ])
}

async function bytesOf(client: pg.PoolClient, userId: UserId): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(TAKEN, [userId])
  return Number(rows[0]?.bytes ?? 0)
}

const MEGABYTE = 1_000_000

function overQuota(quotaBytes: number, taken: number): string {
  const left = Math.max(0, Math.floor((quotaBytes - taken) / MEGABYTE))
  return `Your files have no room for this one: ${left} MB of ${Math.floor(quotaBytes / MEGABYTE)} MB are left. Delete messages with files, then try again.`
}

async function finish(client: pg.PoolClient, id: string, sourceHash: string, examined: Examined): Promise<void> {
  const { kind, whole, preview, width, height, thumbhash } = examined
  await client.query(
    `UPDATE uploads SET finished_at = now(), source_hash = $2, kind = $3, blob_id = $4, preview_id = $5, width = $6,
      height = $7, thumbhash = $8 WHERE id = $1 AND finished_at IS NULL`,
    [id, sourceHash, kind, whole.id, preview?.id ?? null, width, height, thumbhash && Buffer.from(thumbhash)],
  )
}

function stateOf(row: UploadRow): UploadState {
  return {
    id: row.id,
    userId: row.user_id,
    purpose: row.purpose,
    size: Number(row.size),
    sourceHash: row.source_hash,
    finished: row.finished_at !== null,
    refusal: row.refusal,
    uploaded: uploadedOf(row),
  }
}

function uploadedOf({ id, kind, type, blob_size, width, height, thumbhash }: UploadRow): Uploaded | null {
  if (kind === null || type === null) return null
  const size = Number(blob_size)
  return { uploadId: id, kind, type, size, width, height, thumbhash: thumbhash?.toString('base64') ?? null }
}
