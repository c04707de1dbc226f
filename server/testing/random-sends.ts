import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { ConversationId, StickerId, UploadId, UserId } from '@/contracts/ids'
import type { AttachmentInput, PlaceInput } from '@/contracts/inputs'
import type { NewMessage } from '@/server/application/log-ports'
import { makeSticker, type SendingStage, THUMBHASH, WAVEFORM } from './sending-stage'

/** A random message. People and conversations are given by index, modulo what there is. */
export interface Said {
  readonly by: number
  readonly to: number
  readonly clientId: number
  readonly replyTo?: number | undefined
  /** Other conversations that it goes to. */
  readonly also?: readonly number[] | undefined
  /** Those to whose chats it goes, too. */
  readonly people?: readonly number[] | undefined
  readonly mentions?: readonly number[] | undefined
  readonly carries?: { readonly what: keyof Things; readonly of: number } | undefined
  readonly forward?: { readonly at: number; readonly seq: number } | undefined
}

/** What texts and edits may point to. */
export const LINKS = ['https://example.org/news', 'https://example.org/other'] as const

/** What somebody has to attach. */
export interface Things {
  readonly picture: UploadId
  readonly file: UploadId
  readonly voice: UploadId
  readonly sticker: StickerId
}

export function sends(person: fc.Arbitrary<number>, place: fc.Arbitrary<number>): fc.Arbitrary<Said> {
  const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
  const what = fc.constantFrom<keyof Things>('picture', 'file', 'voice', 'sticker')
  return fc.record(
    {
      by: person,
      to: place,
      clientId: fc.nat(60),
      replyTo: fc.integer({ min: 1, max: 12 }),
      also: fc.array(place, { maxLength: 2 }),
      people: seldom(fc.array(person, { maxLength: 2 })),
      mentions: fc.array(person, { maxLength: 3 }),
      carries: seldom(fc.record({ what, of: person })),
      forward: seldom(fc.record({ at: place, seq: fc.nat(12) })),
    },
    { requiredKeys: ['by', 'to', 'clientId'] },
  ) as fc.Arbitrary<Said>
}

/** The same uploads have the same ids in every world. */
export async function bringThings(stage: SendingStage, userId: UserId): Promise<Things> {
  const id = (what: string) => createHash('md5').update(`${userId} ${what}`).digest('hex')
  const looks = { type: 'image/webp', width: 640, height: 480, thumbhash: THUMBHASH, preview: true }
  return {
    picture: await stage.bring(userId, { id: id('picture'), kind: 'image', ...looks }),
    file: await stage.bring(userId, { id: id('file'), kind: 'file' }),
    voice: await stage.bring(userId, { id: id('voice'), kind: 'voice', type: 'audio/ogg' }),
    sticker: await makeSticker(stage, userId, id('sticker')),
  }
}

export interface Cast {
  person(index: number): UserId
  conversation(index: number): ConversationId
  things(index: number): Things | undefined
}

export function messageOf(said: Said, cast: Cast): NewMessage {
  const { by, to, clientId, replyTo, also = [], people = [], mentions = [], carries, forward } = said
  const others: PlaceInput[] = [
    ...people.map((index) => ({ userId: cast.person(index) })),
    ...also.map((index) => ({ conversationId: cast.conversation(index) })),
  ]
  const answers = others.length > 0 ? undefined : replyTo
  const alone = carries?.what === 'voice' || carries?.what === 'sticker' ? carries.what : null
  return {
    senderId: cast.person(by),
    kind: alone ?? 'text',
    text: alone ? '' : `Text ${clientId}${clientId % 2 === 0 ? ` ${LINKS[0]}` : ''}`,
    attachments: carries ? [attachmentOf(carries.what, cast.things(carries.of))] : [],
    mentions: mentions.map((index) => cast.person(index)),
    places: [...others.slice(0, 1), { conversationId: cast.conversation(to), replyTo: answers }, ...others.slice(1)],
    clientId: `00000000-0000-4000-8000-${String(clientId).padStart(12, '0')}`,
    createdAt: '2026-01-02T03:04:05Z',
    ...(forward && { forward: { conversationId: cast.conversation(forward.at), seq: forward.seq } }),
  }
}

function attachmentOf(what: keyof Things, things: Things | undefined): AttachmentInput {
  const id = things?.[what] ?? ''
  if (what === 'sticker') return { stickerId: id }
  const kind = what === 'picture' ? 'image' : what
  return { uploadId: id, kind, name: `${what}.bin`, durationMs: 9, ...(what === 'voice' && { waveform: WAVEFORM }) }
}
