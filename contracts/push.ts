import type { QuietHours } from '@/server/domain/quiet-hours'
import type { ConversationId, Seq } from './ids'

/** Where a browser can be told of messages, as its `PushSubscription` says it. Keys are base64url. */
export interface PushTarget {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** Of the one notification about quiet hours. */
export const SUMMARY_TAG = 'summary'

/** What is pushed to a browser, encrypted for it: public/sw.js shows it. */
export type PushMessage =
  | {
      readonly kind: 'message'
      /** One notification a conversation: a newer one takes the place of the one before. */
      readonly tag: ConversationId
      readonly seq: Seq
      readonly title: string
      readonly body: string
      /** Where a click leads. */
      readonly url: string
      readonly icon: string | null
      /** What was told has changed: in place of what is still shown, without a sound. */
      readonly silent: boolean
      /** Conversations with something unread. */
      readonly unread: number
      /** Those where something waits, muted ones too: of others nothing needs to be shown any more. Null: too many to say. */
      readonly waiting: readonly ConversationId[] | null
    }
  /** What was told is gone. */
  | {
      readonly kind: 'withdrawn'
      readonly tag: ConversationId
      readonly unread: number
      readonly waiting: readonly ConversationId[] | null
    }
  /** What came in quiet hours that are over. */
  | {
      readonly kind: 'summary'
      readonly title: string
      readonly body: string
      readonly unread: number
      readonly waiting: readonly ConversationId[] | null
    }
  | { readonly kind: 'test' }

export interface NotificationSettings {
  readonly hideContent: boolean
  readonly quiet: QuietHours | null
}

export interface NotificationInfo extends NotificationSettings {
  /** What a browser subscribes with: the server's public key, base64url. */
  readonly publicKey: string
  /** The endpoint at which this session is told; null: not subscribed. */
  readonly endpoint: string | null
}
