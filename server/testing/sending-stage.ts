import { randomUUID } from 'node:crypto'
import type { Message, Uploaded } from '@/contracts/dto'
import type { ConversationId, Seq, StickerId, UploadId, UserId } from '@/contracts/ids'
import type { CommittedMessage, NewMessage } from '@/server/application/log-ports'
import type { Stickers } from '@/server/application/sticker-ports'
import type { ConversationStage } from './conversation-stage'

/** What sending with everything plays on. */
export interface SendingStage extends ConversationStage {
  readonly stickers: Stickers
  /** An upload as it is after it was examined; its blobs' ids follow from its own. */
  bring(userId: UserId, upload: BroughtUpload): Promise<UploadId>
}

export interface BroughtUpload extends Pick<Uploaded, 'kind'>, Partial<Pick<Uploaded, 'type' | 'width' | 'height'>> {
  /** A random one if it isn't given. */
  readonly id?: UploadId
  /** As base64. */
  readonly thumbhash?: string
  /** It has a small picture of it. */
  readonly preview?: boolean
  readonly state?: 'finished' | 'coming' | 'refused'
}

/** 64 levels of loudness. */
export const WAVEFORM = Buffer.alloc(64, 9).toString('base64')
export const THUMBHASH = Buffer.from('a thumbhash').toString('base64')

export type Draft = Partial<NewMessage> & Pick<NewMessage, 'senderId' | 'places'>

export const draft = (message: Draft): NewMessage => ({
  kind: 'text',
  text: '',
  attachments: [],
  mentions: [],
  clientId: randomUUID(),
  createdAt: '2026-01-02T03:04:05.678Z',
  ...message,
})

/** Throws what it is refused for. */
export async function send(stage: ConversationStage, message: Draft) {
  const [result] = await stage.messages.send([draft(message)])
  if (!result?.ok) throw result?.error ?? new Error('A send had no result.')
  return result
}

/** What it is refused for, or `sent`. */
export async function outcome(stage: ConversationStage, message: Draft): Promise<string> {
  const [result] = await stage.messages.send([draft(message)])
  return result?.ok ? 'sent' : (result?.error.code ?? 'no result')
}

/** What a user sees at a seq. */
export async function messageOf(
  stage: ConversationStage,
  userId: UserId,
  conversationId: ConversationId,
  seq: Seq,
): Promise<Message | undefined> {
  const { events } = await stage.messages.page(userId, { conversationId, limit: 100 })
  const line = events.find((event) => event.seq === seq)
  return line?.kind === 'message:posted' ? line.message : undefined
}

/** What was told of it to a user at once. */
export function toldTo({ posted }: CommittedMessage, userId: UserId): Message | undefined {
  return posted.find(({ recipients }) => recipients.includes(userId))?.event.message
}

export async function makeSticker(stage: SendingStage, ownerId: UserId, id?: UploadId): Promise<StickerId> {
  const { packId } = await stage.stickers.createPack(ownerId, 'Cats')
  const picture = { kind: 'sticker', type: 'image/webp', width: 300, height: 200 } as const
  const uploadId = await stage.bring(ownerId, { ...picture, ...(id && { id }) })
  const { stickerId } = await stage.stickers.addSticker(ownerId, { packId, uploadId, emoji: '🐈', words: 'a cat' })
  return stickerId
}
