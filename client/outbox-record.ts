import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { ClientId, ConversationId, UserId } from '@/contracts/ids'
import type { SendInput } from '@/contracts/inputs'
import type { MessageChange } from '@/server/domain/change-message'
import { isToldByAnswer } from '@/server/domain/told-by-answer'
import type { NewAttachment, PendingMessage, Problem } from './kith'
import { anew, inputOf, newAttachment, type OutboxAttachment } from './outbox-attachment'

export type Revision = Extract<MessageChange, { kind: 'message:edited' | 'message:deleted' }>

/** A message on its way, as it is stored. */
export interface OutboxRecord extends Omit<PendingMessage, 'attachments'> {
  readonly attachments: readonly OutboxAttachment[]
  /** Ascending in the order in which messages go out. */
  readonly order: number
  /** The server's acknowledgement: kept until the message's event is applied in each of its places. */
  readonly sent?: Sent
  /** Where its event is applied. Everywhere: it is kept for `after` alone. */
  readonly here?: readonly ConversationId[]
  /** What I made of it once it was tried: goes out when its fate is known. */
  readonly after?: Revision
}

/** What somebody wrote. */
export type NewMessage = Pick<PendingMessage, 'kind' | 'text' | 'places'> &
  Partial<Pick<PendingMessage, 'mentions' | 'forward' | 'replyTo'>> & {
    readonly attachments?: readonly NewAttachment[]
  }

export function newRecord(written: NewMessage, clientId: ClientId, now: number, order: number): OutboxRecord {
  const { attachments = [], mentions = [], replyTo = null, ...message } = written
  return {
    ...message,
    clientId,
    mentions,
    replyTo,
    attachments: attachments.map((given, index) => newAttachment(given, `${index}`)),
    createdAt: new Date(now).toISOString(),
    status: 'waiting',
    order,
  }
}

export function sendInputOf(record: OutboxRecord): SendInput {
  const { clientId, createdAt, kind, text, attachments, mentions, forward, replyTo, places } = record
  return {
    clientId,
    createdAt,
    kind,
    text,
    attachments: attachments.map(inputOf),
    mentions: [...mentions],
    ...(forward ? { forward } : {}),
    places: places.map((place) => ('conversationId' in place && replyTo !== null ? { ...place, replyTo } : place)),
  }
}

/** The events of an acknowledged message, as the server would push them. None where the acknowledgement doesn't say all. */
export function eventsOf(record: OutboxRecord, { messageId, sentAt, places }: Sent, me: UserId): MessagePosted[] {
  const { clientId, text, replyTo, createdAt } = record
  if (!isToldByAnswer(record)) return []
  return places.map(({ conversationId, seq }) => ({
    kind: 'message:posted',
    conversationId,
    seq,
    at: sentAt,
    actorId: me,
    message: {
      id: messageId,
      clientId,
      senderId: me,
      kind: 'text',
      text,
      attachments: [],
      mentions: [],
      forwardedFrom: null,
      preview: null,
      places,
      pinned: null,
      createdAt,
      sentAt,
      editedAt: null,
      deleted: null,
      replyTo: places.length === 1 ? replyTo : null,
      reactions: [],
      changedSeq: seq,
    },
  }))
}

/** Refused for good, with what I made of it; null when I took it back. */
export function failedOf(record: OutboxRecord, error: Problem): OutboxRecord | null {
  const untried = untriedOf(record)
  return untried && { ...untried, status: 'failed', error }
}

/** As if it had never been tried, with what I made of it since; null when I took it back. */
export function untriedOf(record: OutboxRecord): OutboxRecord | null {
  const { after, error: _, ...rest } = record
  if (after?.kind === 'message:deleted') return null
  return { ...rest, ...(after ? { text: after.text, mentions: after.mentions } : {}), status: 'waiting' }
}

/** Refused, and tried again at its new place in what waits. */
export function retriedOf({ error: _, ...record }: OutboxRecord, order: number): OutboxRecord {
  const attachments = record.attachments.map((one) => (one.state === 'failed' ? anew(one) : one))
  return { ...record, attachments, status: 'waiting', order }
}

export function withAttachment(
  record: OutboxRecord,
  id: string,
  change: (attachment: OutboxAttachment) => OutboxAttachment,
): OutboxRecord {
  return { ...record, attachments: record.attachments.map((one) => (one.id === id ? change(one) : one)) }
}

/** Nothing but its own turn keeps it from going out. */
export function isReady({ status, sent, after, attachments }: OutboxRecord): boolean {
  if (sent) return after !== undefined
  return status !== 'failed' && attachments.every(({ state }) => state === 'ready')
}

export function sameRevision(a: Revision | undefined, b: Revision): boolean {
  if (a?.kind === 'message:edited' && b.kind === 'message:edited') return a.text === b.text
  return a?.kind === b.kind
}
