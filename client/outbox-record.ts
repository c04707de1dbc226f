import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { PendingMessage } from './kith'

/** A message on its way, as it is stored. */
export interface OutboxRecord extends PendingMessage {
  /** Ascending in the order in which messages go out. */
  readonly order: number
  /** The server's acknowledgement: kept until the message's event is applied. */
  readonly sent?: Pick<Sent, 'messageId' | 'seq' | 'sentAt'>
}

/** The event of an acknowledged message, as the server would push it. */
export function eventOf(record: OutboxRecord, sent: NonNullable<OutboxRecord['sent']>, me: UserId): MessagePosted {
  const { clientId, conversationId, text, createdAt } = record
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
      createdAt,
      sentAt: sent.sentAt,
      changedSeq: sent.seq,
    },
  }
}
