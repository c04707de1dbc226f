import type { MessageKind } from '@/contracts/dto'
import type { UploadId, UserId } from '@/contracts/ids'
import type { AttachmentInput } from '@/contracts/inputs'
import type { NewMessage } from '@/server/application/log-ports'
import { carryingProblem } from '@/server/domain/carrying'
import type { SendRefusal } from '@/server/domain/refuse-send'
import { maySee } from '@/server/domain/visibility'
import { isAtHand, stickerIn } from './at-hand'
import type { MemoryAttachment, MemoryUpload, MemoryWorld } from './memory-world'
import { messageFor } from './message-of'

/** What a message is to carry. */
export interface Carried {
  readonly kind: MessageKind
  readonly text: string
  readonly attachments: readonly MemoryAttachment[]
  readonly forwardedFrom: UserId | null
  readonly problem: SendRefusal | null
}

export const NOTHING: Carried = { kind: 'text', text: '', attachments: [], forwardedFrom: null, problem: 'no_source' }

export function carry(world: MemoryWorld, { senderId, kind, text, attachments: inputs, forward }: NewMessage): Carried {
  if (forward) return forwarded(world, senderId, forward)
  const plain = { kind, text, forwardedFrom: null }
  if (inputs.length === 0) return { ...plain, attachments: [], problem: null }
  const found = inputs.map((input) =>
    'uploadId' in input ? fileOf(world, senderId, input) : stickerOf(world, senderId, input.stickerId),
  )
  const attachments = found.filter((one) => one !== null)
  const kinds = attachments.map(({ told }) => told.kind)
  const unsuitable = carryingProblem(kind, text, kinds) === null ? null : 'unsuitable'
  return { ...plain, attachments, problem: attachments.length < found.length ? 'upload_missing' : unsuitable }
}

function fileOf(
  world: MemoryWorld,
  senderId: UserId,
  input: Extract<AttachmentInput, { uploadId: string }>,
): MemoryAttachment | null {
  const upload = finished(world, senderId, input.uploadId)
  const poster = input.previewId === undefined ? null : finished(world, senderId, input.previewId)
  if (!upload || upload.kind === 'preview' || (poster !== null && poster?.kind !== 'preview')) return null
  const { kind, type, size, width, height, thumbhash, blobId } = upload
  const previewId = poster?.blobId ?? upload.previewId
  return {
    blobId,
    previewId,
    told: {
      kind,
      name: input.name,
      type,
      size,
      width: width ?? input.width ?? null,
      height: height ?? input.height ?? null,
      durationMs: input.durationMs ?? null,
      thumbhash: thumbhash ?? poster?.thumbhash ?? null,
      waveform: input.waveform ?? null,
      preview: previewId !== null,
      sticker: null,
    },
  }
}

function finished(world: MemoryWorld, userId: UserId, id: UploadId) {
  const upload: MemoryUpload | undefined = world.uploads.get(id)
  return upload?.userId === userId && upload.blobId !== null ? { ...upload, blobId: upload.blobId } : undefined
}

function stickerOf(world: MemoryWorld, senderId: UserId, stickerId: string): MemoryAttachment | null {
  const found = stickerIn(world, stickerId)
  if (found === null || !isAtHand(world, senderId, stickerId)) return null
  const { id, emoji, words, width, height, type, size, blobId } = found.sticker
  const nothing = { name: '', durationMs: null, thumbhash: null, waveform: null, preview: false }
  const told = { ...nothing, kind: 'sticker' as const, type, size, width, height, sticker: { id, emoji, words } }
  return { told, blobId, previewId: null }
}

function forwarded(
  world: MemoryWorld,
  senderId: UserId,
  { conversationId, seq }: NonNullable<NewMessage['forward']>,
): Carried {
  const conversation = world.conversations.get(conversationId)
  const member = conversation?.members.get(senderId)
  const row = conversation?.log[seq - 1]
  if (!conversation || !member || row?.kind !== 'message:posted' || !maySee(member, seq)) return NOTHING
  const source = messageFor(world, conversation, member, row.messageId ?? '')
  if (source.deleted || (!member.active && source.attachments.length > 0)) return NOTHING
  const { kind, text } = source
  const attachments = world.messages.get(source.id)?.attachments ?? []
  return { kind, text, attachments, forwardedFrom: source.forwardedFrom ?? source.senderId, problem: null }
}
