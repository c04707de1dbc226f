import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import type { PendingMessage } from './kith'

export type Revision = Extract<MessageChange, { kind: 'message:edited' | 'message:deleted' }>

/** A message on its way, as it is stored. */
export interface OutboxRecord extends PendingMessage {
  /** Ascending in the order in which messages go out. */
  readonly order: number
  /** The server's acknowledgement: kept until the message's event is applied. */
  readonly sent?: Pick<Sent, 'messageId' | 'seq' | 'sentAt'>
  /** Its event is applied: it is kept for `after` alone. */
  readonly posted?: true
  /** What I made of it once it was tried: goes out when its fate is known. */
  readonly after?: Revision
}

/** The event of an acknowledged message, as the server would push it. */
export function eventOf(record: OutboxRecord, sent: NonNullable<OutboxRecord['sent']>, me: UserId): MessagePosted {
  const { clientId, conversationId, text, replyTo, createdAt } = record
  return {
    kind: 'message:posted',
    conversationId,
    seq: sent.seq,
    at: sent.sentAt,
    actorId: me,
    message: {
      id: sent.messageId,
      clientId,
      senderId: me,
      kind: 'text',
      text,
      attachments: [],
      mentions: [],
      forwardedFrom: null,
      preview: null,
      places: [{ conversationId, seq: sent.seq }],
      pinned: null,
      createdAt,
      sentAt: sent.sentAt,
      editedAt: null,
      deleted: null,
      replyTo,
      reactions: [],
      changedSeq: sent.seq,
    },
  }
}

/** As it is shown; null when it isn't any more: the message is there, or it was taken back. */
export function shownOf(record: OutboxRecord): PendingMessage | null {
  const { after, posted } = record
  if (posted || after?.kind === 'message:deleted') return null
  return after ? { ...record, text: after.text } : record
}

/** Refused for good, with what I made of it; null when I took it back. */
export function failedOf(record: OutboxRecord, error: NonNullable<PendingMessage['error']>): OutboxRecord | null {
  const { after, ...rest } = record
  if (after?.kind === 'message:deleted') return null
  return { ...rest, text: after?.text ?? rest.text, status: 'failed', error }
}

export function sameRevision(a: Revision | undefined, b: Revision): boolean {
  if (a?.kind === 'message:edited' && b.kind === 'message:edited') return a.text === b.text
  return a?.kind === b.kind
}
