import type { ConversationId, Instant, MessageId, Seq } from '@/contracts/ids'
import type { OutboxRecord } from './outbox-record'

/** What was stored when a message was a text in one conversation. */
interface TextRecord {
  readonly clientId: string
  readonly conversationId: ConversationId
  readonly text: string
  readonly replyTo: Seq | null
  readonly createdAt: Instant
  readonly status: OutboxRecord['status']
  readonly error?: NonNullable<OutboxRecord['error']>
  readonly order: number
  readonly sent?: { readonly messageId: MessageId; readonly seq: Seq; readonly sentAt: Instant }
  readonly posted?: true
  readonly after?: { readonly kind: 'message:edited'; readonly text: string } | { readonly kind: 'message:deleted' }
}

/** What an earlier run left, also one of an earlier release: what waited then goes out all the same. */
export function asOutboxRecord(value: unknown): OutboxRecord {
  if (typeof value !== 'object' || value === null || !('conversationId' in value)) return value as OutboxRecord
  const { conversationId, sent, posted, after, ...rest } = value as TextRecord
  return {
    ...rest,
    kind: 'text',
    mentions: [],
    attachments: [],
    places: [{ conversationId }],
    ...(sent
      ? { sent: { messageId: sent.messageId, sentAt: sent.sentAt, places: [{ conversationId, seq: sent.seq }] } }
      : {}),
    ...(posted ? { here: [conversationId] } : {}),
    ...(after ? { after: after.kind === 'message:edited' ? { ...after, mentions: [] } : after } : {}),
  }
}
