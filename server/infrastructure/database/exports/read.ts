import type pg from 'pg'
import type { ExportStatus } from '@/contracts/export'
import type { UserId } from '@/contracts/ids'
import type { ArchivedPart, ExportId, ExportTask, FinishedExport, UnreadMedia } from '@/server/application/export-ports'
import { LIMITS } from '@/server/domain/limits'
import { instantOf } from '../rows'

const DAY_MS = 86_400_000

const STATUS = `
  SELECT e.started_at, e.finished_at, e.failed_at, e.chats, e.chats_done, e.size, files.*
  FROM exports e CROSS JOIN LATERAL (
    SELECT coalesce(sum(size), 0) AS total, coalesce(sum(size) FILTER (WHERE crc IS NOT NULL), 0) AS done
    FROM export_parts WHERE export_id = e.id AND NOT deflated
  ) files WHERE e.user_id = $1`

interface StatusRow {
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly failed_at: Date | null
  readonly chats: number
  readonly chats_done: number
  readonly size: string | null
  readonly total: string
  readonly done: string
}

export async function status(pool: pg.Pool, userId: UserId): Promise<ExportStatus | null> {
  const { rows } = await pool.query<StatusRow>(STATUS, [userId])
  const [row] = rows
  if (row === undefined) return null
  const { finished_at: finishedAt } = row
  const over = row.failed_at === null ? 'making' : 'failed'
  return {
    state: finishedAt === null ? over : 'ready',
    startedAt: instantOf(row.started_at),
    chats: { done: row.chats_done, total: row.chats },
    files: { done: Number(row.done), total: Number(row.total) },
    size: row.size === null ? null : Number(row.size),
    expiresAt: finishedAt && instantOf(new Date(finishedAt.getTime() + LIMITS.exportDays * DAY_MS)),
  }
}

export async function due(pool: pg.Pool): Promise<readonly ExportId[]> {
  const { rows } = await pool.query<{ id: ExportId }>(
    'SELECT id FROM exports WHERE finished_at IS NULL AND failed_at IS NULL AND retry_at <= now() ORDER BY id LIMIT 20',
  )
  return rows.map(({ id }) => id)
}

interface TaskRow {
  readonly id: ExportId
  readonly user_id: UserId
  readonly started_at: Date
  readonly version: number
  readonly done_to: string
  readonly chat_id: string | null
  readonly chat_seq: number
}

export async function task(pool: pg.Pool, id: ExportId): Promise<ExportTask | null> {
  const { rows } = await pool.query<TaskRow>(
    `SELECT id, user_id, started_at, version, done_to, chat_id, chat_seq FROM exports
    WHERE id = $1 AND finished_at IS NULL AND failed_at IS NULL`,
    [id],
  )
  const [row] = rows
  if (row === undefined) return null
  const { user_id: userId, version, done_to: doneTo, chat_id: conversationId, chat_seq: seq } = row
  const writing = conversationId === null ? null : { conversationId, seq }
  return { id, userId, startedAt: instantOf(row.started_at), version, doneTo, writing }
}

export async function chatsIn(pool: pg.Pool, id: ExportId): Promise<readonly string[]> {
  const { rows } = await pool.query<{ chat: string }>(
    `SELECT split_part(name, '/', 2) AS chat FROM export_parts
    WHERE export_id = $1 AND name LIKE 'conversations/%/conversation.json' ORDER BY split_part(name, '/', 2)::bigint`,
    [id],
  )
  return rows.map(({ chat }) => chat)
}

export async function unread(pool: pg.Pool, id: ExportId, limit: number): Promise<readonly UnreadMedia[]> {
  const { rows } = await pool.query<{ name: string; blob_id: string; size: string }>(
    'SELECT name, blob_id, size FROM export_parts WHERE export_id = $1 AND crc IS NULL ORDER BY name LIMIT $2',
    [id, limit],
  )
  return rows.map(({ name, blob_id: blobId, size }) => ({ name, blobId, size: Number(size) }))
}

export async function checked(pool: pg.Pool, id: ExportId, name: string, crc: number | null): Promise<void> {
  const statement =
    crc === null
      ? 'DELETE FROM export_parts WHERE export_id = $1 AND name = $2 AND crc IS NOT DISTINCT FROM $3::bigint'
      : 'UPDATE export_parts SET crc = $3 WHERE export_id = $1 AND name = $2'
  await pool.query(statement, [id, name, crc])
}

interface PartRow {
  readonly name: string
  readonly blob_id: string
  readonly deflated: boolean
  readonly size: string
  readonly stored: string
  readonly crc: string
}

export async function parts(pool: pg.Pool, id: ExportId): Promise<readonly ArchivedPart[]> {
  const { rows } = await pool.query<PartRow>(
    `SELECT p.name, p.blob_id, p.deflated, p.size, b.size AS stored, p.crc
    FROM export_parts p JOIN blobs b ON b.id = p.blob_id
    WHERE p.export_id = $1 AND p.crc IS NOT NULL ORDER BY p.name COLLATE "C"`,
    [id],
  )
  return rows.map(({ name, blob_id: blobId, deflated, size, stored, crc }) => ({
    ...{ name, blobId, deflated },
    ...{ size: Number(size), stored: Number(stored), crc: Number(crc) },
  }))
}

export async function finished(pool: pg.Pool, userId: UserId): Promise<FinishedExport | null> {
  const { rows } = await pool.query<{ id: ExportId; finished_at: Date; size: string }>(
    `SELECT id, finished_at, size FROM exports
    WHERE user_id = $1 AND finished_at > now() - make_interval(days => $2::int)`,
    [userId, LIMITS.exportDays],
  )
  const [row] = rows
  if (row === undefined) return null
  const { id, finished_at: finishedAt, size } = row
  return { id, finishedAt: instantOf(finishedAt), size: Number(size), parts: await parts(pool, id) }
}
