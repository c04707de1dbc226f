import type { Uploaded } from '@/contracts/dto'
import type { ClientId, UploadId } from '@/contracts/ids'
import type { AttachmentInput } from '@/contracts/inputs'
import { LIMITS } from '@/server/domain/limits'
import type { NewAttachment, PendingAttachment } from './kith'

/** One of an attachment's files on its way. */
export interface Part {
  /** Null: not counted yet. */
  readonly sha256: string | null
  /** Begun before, or `brought`: the server has all of it. */
  readonly uploadId: UploadId | null
  readonly brought: boolean
}

/** As it is stored; its files are elsewhere, so that a step ahead doesn't write them again. */
export interface OutboxAttachment extends Omit<PendingAttachment, 'file' | 'preview'> {
  /** Null: a sticker. */
  readonly whole: Part | null
  /** A video's poster, brought before it. */
  readonly poster: Part | null
}

export type PartName = 'whole' | 'poster'

const NOTHING_BROUGHT: Part = { sha256: null, uploadId: null, brought: false }
const NO_MEASURES = { width: null, height: null, durationMs: null, thumbhash: null, waveform: null }

export const fileKey = (clientId: ClientId, id: string, part: PartName): string => `${clientId}/${id}/${part}`

export const partsOf = ({ whole, poster }: OutboxAttachment): readonly Part[] =>
  [whole, poster].filter((part) => part !== null)

/** Where its files are kept. */
export function fileKeys(clientId: ClientId, attachments: readonly OutboxAttachment[]): readonly string[] {
  return attachments.flatMap(({ id, whole, poster }) => [
    ...(whole ? [fileKey(clientId, id, 'whole')] : []),
    ...(poster ? [fileKey(clientId, id, 'poster')] : []),
  ])
}

export function newAttachment(given: NewAttachment, id: string): OutboxAttachment {
  if ('sticker' in given) {
    const { id: stickerId, emoji, words, width, height } = given.sticker
    const sticker = { id: stickerId, emoji, words }
    const measures = { ...NO_MEASURES, width, height }
    const kind = 'sticker' as const
    const none = { whole: null, poster: null, size: 0, sent: 0, state: 'ready' as const }
    return { id, kind, name: '', type: 'image/webp', ...measures, sticker, ...none }
  }
  const { kind, file, preview } = given
  return {
    id,
    kind,
    name: [...given.name].slice(0, LIMITS.fileNameMaxChars).join(''),
    type: file.type,
    size: file.size,
    width: given.width ?? null,
    height: given.height ?? null,
    durationMs: given.durationMs === undefined ? null : Math.round(given.durationMs),
    thumbhash: given.thumbhash ?? null,
    waveform: given.waveform ?? null,
    sticker: null,
    sent: 0,
    state: 'waiting',
    whole: NOTHING_BROUGHT,
    poster: preview ? NOTHING_BROUGHT : null,
  }
}

export function filesOf(clientId: ClientId, id: string, given: NewAttachment): readonly (readonly [string, Blob])[] {
  if ('sticker' in given) return []
  const { file, preview } = given
  const whole = [fileKey(clientId, id, 'whole'), file] as const
  return preview ? [whole, [fileKey(clientId, id, 'poster'), preview]] : [whole]
}

/** What is sent of it once all of it is brought. */
export function inputOf(attachment: OutboxAttachment): AttachmentInput {
  const { kind, name, sticker, whole, poster, width, height, durationMs, waveform } = attachment
  if (sticker || kind === 'sticker') return { stickerId: sticker?.id ?? '' }
  return {
    uploadId: whole?.uploadId ?? '',
    kind,
    name,
    ...(poster?.uploadId ? { previewId: poster.uploadId } : {}),
    ...(width === null || height === null ? {} : { width, height }),
    ...(durationMs === null ? {} : { durationMs }),
    ...(waveform === null ? {} : { waveform }),
  }
}

/** The server has it, and says what it is. */
export function broughtAs(attachment: OutboxAttachment, uploaded: Uploaded): OutboxAttachment {
  const { kind, type, size, width, height, thumbhash } = uploaded
  return {
    ...attachment,
    kind: kind === 'preview' ? attachment.kind : kind,
    type,
    size,
    width: width ?? attachment.width,
    height: height ?? attachment.height,
    thumbhash: thumbhash ?? attachment.thumbhash,
    sent: size,
    state: 'ready',
  }
}

/** From the beginning: what the server had is gone, or was refused. */
export function anew(attachment: OutboxAttachment): OutboxAttachment {
  if (!attachment.whole) return attachment
  const { error: _, whole, poster, ...rest } = attachment
  const again = (part: Part): Part => ({ ...part, uploadId: null, brought: false })
  return { ...rest, whole: again(whole), poster: poster && again(poster), state: 'waiting', sent: 0 }
}
