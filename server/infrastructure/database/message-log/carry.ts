import type pg from 'pg'
import type { Attachment, AttachmentKind, MessageKind } from '@/contracts/dto'
import type { AttachmentInput } from '@/contracts/inputs'
import type { NewMessage } from '@/server/application/log-ports'
import { carryingProblem } from '@/server/domain/carrying'
import { contentOf } from '@/server/domain/content'
import type { SendRefusal } from '@/server/domain/refuse-send'
import { eventAt, UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import type { EventRow } from '../rows'
import { AT_HAND } from '../stickers/at-hand'

/** What a message is to carry, as it is stored and as it is told. */
export interface Carried {
  readonly kind: MessageKind
  readonly text: string
  readonly attachments: readonly CarriedAttachment[]
  readonly forwardedFrom: string | null
  /** The galleries' bits. */
  readonly content: number
  readonly problem: SendRefusal | null
}

/** Its base64 is as it is told. */
export interface CarriedAttachment {
  readonly told: Attachment
  readonly blobId: string
  readonly previewId: string | null
}

// The blobs stay until the send is committed or taken back.
const UPLOADS = prepared(
  'uploads-to-attach',
  `WITH mine AS MATERIALIZED (
    SELECT id FROM uploads WHERE user_id = $1 AND id = ANY($2::text[]) AND finished_at IS NOT NULL AND refusal IS NULL
    ORDER BY id FOR NO KEY UPDATE
  ), u AS (
    UPDATE uploads SET sent = true FROM mine WHERE uploads.id = mine.id RETURNING uploads.*
  )
  SELECT u.id, u.kind, u.width, u.height, translate(encode(u.thumbhash, 'base64'), E'\\n', '') AS thumbhash, b.type,
    b.size, u.blob_id, u.preview_id
  FROM u JOIN blobs b ON b.id = u.blob_id
  FOR KEY SHARE OF b`,
)
const STICKERS = prepared(
  'stickers-to-send',
  `SELECT s.id, s.width, s.height, s.emoji, s.words, b.type, b.size, s.blob_id
  FROM stickers s JOIN sticker_packs p ON p.id = s.pack_id JOIN blobs b ON b.id = s.blob_id
  WHERE s.id = ANY($2::bigint[]) AND ${AT_HAND}
  FOR KEY SHARE OF b`,
)
// Who left keeps the words they saw; of files they get nothing any more (read-file.ts), so they give none on either.
const SOURCE = prepared(
  'forward-source',
  `SELECT e.*, (SELECT jsonb_agg(jsonb_build_object('blobId', blob_id, 'previewId', preview_id) ORDER BY position)
      FROM attachments WHERE message_id = e.message_id) AS blobs
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  CROSS JOIN ${eventAt('m.conversation_id', '$3', UNSHOWN)}
  WHERE m.user_id = $1 AND m.conversation_id = $2 AND e.event_kind = 'message:posted' AND e.deleted_by IS NULL
    AND $3 <@ m.intervals AND $3 > m.cleared_to AND (m.active OR e.attachments IS NULL)`,
)

interface UploadRow {
  readonly id: string
  readonly kind: AttachmentKind | 'preview'
  readonly width: number | null
  readonly height: number | null
  readonly thumbhash: string | null
  readonly type: string
  readonly size: string
  readonly blob_id: string
  readonly preview_id: string | null
}
interface StickerRow {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly emoji: string
  readonly words: string
  readonly type: string
  readonly size: string
  readonly blob_id: string
}
interface SourceRow extends EventRow {
  readonly blobs: readonly { readonly blobId: string; readonly previewId: string | null }[] | null
}

/** Looks up what the message names. Of a text alone nothing is looked up, and nobody waits. */
export function carry(client: pg.PoolClient, message: NewMessage): Carried | Promise<Carried> {
  if (message.forward) return forwarded(client, message, message.forward)
  const { kind, text, attachments } = message
  if (attachments.length > 0) return carryFiles(client, message)
  return { ...carriedText(text), kind }
}

export const carriedText = (text: string): Carried => ({
  kind: 'text',
  text,
  attachments: [],
  forwardedFrom: null,
  content: contentOf(text, []),
  problem: null,
})

async function carryFiles(client: pg.PoolClient, message: NewMessage): Promise<Carried> {
  const { kind, text } = message
  const plain = { kind, text, forwardedFrom: null }
  const found = await lookUp(client, message)
  const attachments = found.filter((one) => one !== null)
  const problem = attachments.length < found.length ? 'upload_missing' : problemOf(kind, text, attachments)
  return { ...plain, attachments, content: contentOf(text, kindsOf(attachments)), problem }
}

const kindsOf = (attachments: readonly CarriedAttachment[]) => attachments.map(({ told }) => told.kind)

/** What the bytes turned out to be may not be what the message is to be. */
function problemOf(kind: MessageKind, text: string, attachments: readonly CarriedAttachment[]): SendRefusal | null {
  return carryingProblem(kind, text, kindsOf(attachments)) === null ? null : 'unsuitable'
}

async function lookUp(client: pg.PoolClient, { senderId, attachments }: NewMessage) {
  const uploadIds = attachments.flatMap((one) =>
    'uploadId' in one ? [one.uploadId, ...(one.previewId === undefined ? [] : [one.previewId])] : [],
  )
  const stickerIds = attachments.flatMap((one) => ('stickerId' in one ? [one.stickerId] : []))
  const uploads = uploadIds.length === 0 ? [] : (await client.query<UploadRow>(UPLOADS([senderId, uploadIds]))).rows
  const stickers =
    stickerIds.length === 0 ? [] : (await client.query<StickerRow>(STICKERS([senderId, stickerIds]))).rows
  return attachments.map((one) => ('uploadId' in one ? fileOf(one, uploads) : stickerOf(one.stickerId, stickers)))
}

function fileOf(
  input: Extract<AttachmentInput, { uploadId: string }>,
  uploads: readonly UploadRow[],
): CarriedAttachment | null {
  const upload = uploads.find(({ id }) => id === input.uploadId)
  const poster = uploads.find(({ id }) => id === input.previewId)
  if (upload === undefined || upload.kind === 'preview') return null
  if (input.previewId !== undefined && poster?.kind !== 'preview') return null
  const previewId = poster?.blob_id ?? upload.preview_id
  return {
    blobId: upload.blob_id,
    previewId,
    told: {
      kind: upload.kind,
      name: input.name,
      type: upload.type,
      size: Number(upload.size),
      width: upload.width ?? input.width ?? null,
      height: upload.height ?? input.height ?? null,
      durationMs: input.durationMs ?? null,
      thumbhash: upload.thumbhash ?? poster?.thumbhash ?? null,
      waveform: input.waveform ?? null,
      preview: previewId !== null,
      sticker: null,
    },
  }
}

function stickerOf(stickerId: string, stickers: readonly StickerRow[]): CarriedAttachment | null {
  const row = stickers.find(({ id }) => id === stickerId)
  if (row === undefined) return null
  const { id, width, height, emoji, words, type } = row
  const nothing = { name: '', durationMs: null, thumbhash: null, waveform: null, preview: false }
  const told = { ...nothing, kind: 'sticker' as const, type, size: Number(row.size), width, height }
  return { blobId: row.blob_id, previewId: null, told: { ...told, sticker: { id, emoji, words } } }
}

async function forwarded(
  client: pg.PoolClient,
  { senderId }: NewMessage,
  { conversationId, seq }: NonNullable<NewMessage['forward']>,
): Promise<Carried> {
  const { rows } = await client.query<SourceRow>(SOURCE([senderId, conversationId, seq]))
  const [row] = rows
  const nothing = { kind: 'text' as const, text: '', attachments: [], forwardedFrom: null, content: 0 }
  if (row === undefined) return { ...nothing, problem: 'no_source' }
  const attachments = (row.attachments ?? []).map((told, index) => {
    const { blobId = '', previewId = null } = row.blobs?.[index] ?? {}
    return { told, blobId, previewId }
  })
  const text = row.text ?? ''
  return {
    kind: row.message_kind ?? 'text',
    text,
    attachments,
    forwardedFrom: row.forwarded_from ?? row.sender_id,
    content: contentOf(text, kindsOf(attachments)),
    problem: null,
  }
}
