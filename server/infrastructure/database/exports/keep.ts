import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import type pg from 'pg'
import type { ExportTask, KeptParts, MediaPart, WrittenPart } from '@/server/application/export-ports'
import type { BlobStore, FileExaminer, NewBlob } from '@/server/application/file-ports'
import { crc32 } from '@/server/domain/archive/crc-32'
import { KithError } from '@/server/domain/errors'
import { keepBlobs } from '../keep-blobs'

export interface Keeping {
  readonly pool: pg.Pool
  readonly store: BlobStore
  readonly hash: FileExaminer['hash']
}

type Of = Pick<ExportTask, 'id' | 'version'>

const deflate = promisify<Uint8Array, Buffer>(deflateRaw)

const ADVANCE = `
  UPDATE exports SET version = version + 1, failures = 0, chats = coalesce($3, chats),
    chats_done = chats_done + CASE WHEN $4::bigint > done_to THEN 1 ELSE 0 END, done_to = coalesce($4, done_to),
    chat_id = CASE WHEN $7 THEN $5 ELSE chat_id END, chat_seq = CASE WHEN $7 THEN coalesce($6, 0) ELSE chat_seq END
  WHERE id = $1 AND version = $2 AND finished_at IS NULL AND failed_at IS NULL RETURNING version`

const ADD_WRITTEN = `
  INSERT INTO export_parts (export_id, name, blob_id, deflated, size, crc) VALUES ($1, $2, $3, true, $4, $5)
  ON CONFLICT (export_id, name) DO UPDATE SET blob_id = excluded.blob_id, size = excluded.size, crc = excluded.crc`

// Whoever deletes such a blob holds its row: then it isn't there any more.
const ADD_MEDIA = `
  INSERT INTO export_parts (export_id, name, blob_id, deflated, size)
  SELECT $1, wanted.name, b.id, false, b.size
  FROM (SELECT id, size FROM blobs WHERE id = ANY($3::text[]) ORDER BY id FOR KEY SHARE) b
  JOIN unnest($2::text[], $3::text[]) AS wanted (name, blob_id) ON wanted.blob_id = b.id
  ON CONFLICT (export_id, name) DO NOTHING`

/** @throws KithError `gone` */
export async function keep(keeping: Keeping, of: Of, { written, media, ...progress }: KeptParts): Promise<number> {
  const parts = await Promise.all(written.map((part) => packed(keeping, part)))
  return await keepBlobs(
    keeping,
    parts.map(({ blob }) => blob),
    async (client) => {
      const version = await advance(client, of, progress)
      for (const { blob, name, size, crc } of parts) {
        await client.query(ADD_WRITTEN, [of.id, name, blob.id, size, crc])
      }
      await addMedia(client, of, media)
      return version
    },
  )
}

async function packed({ hash }: Keeping, { name, bytes }: WrittenPart) {
  const source = { bytes: await deflate(bytes) }
  const blob: NewBlob = { ...(await hash(source)), type: 'application/octet-stream', source }
  return { name, blob, size: bytes.length, crc: crc32(bytes) }
}

async function advance(client: pg.PoolClient, of: Of, progress: Omit<KeptParts, 'written' | 'media'>): Promise<number> {
  const { chats, doneTo, writing } = progress
  const { rows } = await client.query<{ version: number }>(ADVANCE, [
    of.id,
    of.version,
    chats ?? null,
    doneTo ?? null,
    writing?.conversationId ?? null,
    writing?.seq ?? null,
    writing !== undefined,
  ])
  if (rows[0] === undefined) throw gone()
  return rows[0].version
}

async function addMedia(client: pg.PoolClient, { id }: Of, media: readonly MediaPart[]): Promise<void> {
  if (media.length === 0) return
  const once = [...new Map(media.map((part) => [part.name, part])).values()]
  await client.query(ADD_MEDIA, [id, once.map(({ name }) => name), once.map(({ blobId }) => blobId)])
}

/** @throws KithError `gone` */
export async function finish(pool: pg.Pool, of: Of, size: number): Promise<void> {
  const { rowCount } = await pool.query(
    'UPDATE exports SET finished_at = now(), size = $3, version = version + 1 WHERE id = $1 AND version = $2 AND finished_at IS NULL',
    [of.id, of.version, size],
  )
  if (rowCount === 0) throw gone()
}

const gone = () => new KithError('gone', 'This export was taken away, or is made elsewhere.')
