import type pg from 'pg'
import type { Place } from '@/contracts/dto'
import type { StickerId, UserId } from '@/contracts/ids'
import type { FilePart, StoredFile } from '@/server/application/file-ports'
import { notFound } from '@/server/domain/errors'
import { eventAt, UNSHOWN } from './event-columns'
import { prepared } from './prepared'
import { AT_HAND } from './stickers/at-hand'
import { notHidden, VISIBLE } from './visible'

interface FileRow {
  readonly id: string
  readonly size: string
  readonly type: string
  readonly name: string
  readonly kind: StoredFile['kind']
}

// Members of now alone: who left keeps the words they saw, but fetches nothing any more.
const PLACEMENT = `
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  JOIN placements p ON p.conversation_id = c.id AND p.seq <@ (${VISIBLE}) AND p.deleted_by IS NULL
  WHERE m.user_id = $1 AND m.conversation_id = $2 AND m.active AND ${notHidden('$1', '$2', 'p.seq')}`

const ATTACHMENT = prepared(
  'file-of-message',
  `SELECT b.id, b.size, b.type, a.name, a.kind FROM (SELECT p.message_id ${PLACEMENT} AND p.seq = $3) p
  JOIN attachments a ON a.message_id = p.message_id AND a.position = $4
  JOIN blobs b ON b.id = CASE WHEN $5 THEN a.preview_id ELSE a.blob_id END`,
)

const LINK = prepared(
  'file-of-link',
  `SELECT b.id, b.size, b.type, '' AS name, 'image' AS kind
  FROM (SELECT ${UNSHOWN} AS unshown ${PLACEMENT} AND p.seq = $3) me
  CROSS JOIN ${eventAt('$2', '$3', 'me.unshown')}
  JOIN link_previews l ON l.url = e.preview ->> 'url' JOIN blobs b ON b.id = l.blob_id`,
)

const STICKER = prepared(
  'file-of-sticker',
  `SELECT b.id, b.size, b.type, s.words AS name, 'sticker' AS kind
  FROM stickers s JOIN sticker_packs p ON p.id = s.pack_id JOIN blobs b ON b.id = s.blob_id
  WHERE s.id = $2 AND ${AT_HAND}`,
)
// It left its pack, and is still in what was sent: the same address shows it wherever that stands.
const SENT_STICKER = prepared(
  'file-of-sent-sticker',
  `SELECT b.id, b.size, b.type, a.sticker_words AS name, 'sticker' AS kind
  FROM attachments a JOIN blobs b ON b.id = a.blob_id
  JOIN placements p ON p.message_id = a.message_id AND p.deleted_by IS NULL
  JOIN members m ON m.conversation_id = p.conversation_id AND m.user_id = $1 AND m.active
  WHERE a.sticker_id = $2 AND p.seq <@ m.intervals AND p.seq > m.cleared_to
    AND ${notHidden('$1', 'p.conversation_id', 'p.seq')} LIMIT 1`,
)

/** @throws KithError `not_found` */
export async function fileOfMessage(
  pool: pg.Pool,
  userId: UserId,
  { conversationId, seq }: Place,
  part: FilePart,
): Promise<StoredFile> {
  const query =
    part === 'link'
      ? LINK([userId, conversationId, seq])
      : ATTACHMENT([userId, conversationId, seq, part.position, part.preview])
  const { rows } = await pool.query<FileRow>(query)
  const preview = part === 'link' || part.preview
  return present(rows[0], preview)
}

/** @throws KithError `not_found` */
export async function fileOfSticker(pool: pg.Pool, userId: UserId, stickerId: StickerId): Promise<StoredFile> {
  for (const query of [STICKER, SENT_STICKER]) {
    const { rows } = await pool.query<FileRow>(query([userId, stickerId]))
    if (rows[0]) return present(rows[0], false)
  }
  throw notFound('file')
}

function present(row: FileRow | undefined, preview: boolean): StoredFile {
  if (!row) throw notFound('file')
  return {
    blobId: row.id,
    size: Number(row.size),
    type: row.type,
    name: preview ? '' : row.name,
    kind: preview ? 'image' : row.kind,
  }
}
