import type { Place } from '@/contracts/dto'
import type { ConversationId, Instant, PictureId, Seq, SessionId, UserId } from '@/contracts/ids'
import type { NotificationSettings, PushTarget } from '@/contracts/push'
import type { UnreadChat } from '@/server/domain/notify'
import type { Actor } from './account-ports'

export interface PushOptions {
  /** How long the push service keeps it for a browser that is away. */
  readonly ttlSeconds: number
  readonly urgency: 'low' | 'normal' | 'high'
  /** Of those that wait at the push service, a newer one with the same topic takes the place. */
  readonly topic: string
}

/** Tells browsers something by their makers' push services, which can't read it. */
export interface Pusher {
  /** What browsers subscribe with, base64url. */
  readonly publicKey: string
  /** Whether it may be pushed to: an address on the web, with keys that something can be encrypted for. */
  takes(target: PushTarget): boolean
  /** `gone`: the subscription is over. @throws Error when it may work later; it names nobody */
  push(target: PushTarget, text: string, options: PushOptions): Promise<'sent' | 'gone'>
}

/** Where sessions want to be told. Each ends with its session. */
export interface PushSubscriptions {
  /** In place of the session's former one. What is unread by now is not told any more to who had none anywhere. */
  put(actor: Actor, target: PushTarget): Promise<void>
  /** Null: none, or the session is over. */
  find(sessionId: SessionId): Promise<PushTarget | null>
  /** Those of a user's valid sessions, without what they are addressed by. */
  list(userId: UserId): Promise<readonly { readonly device: string; readonly subscribedAt: Instant }[]>
  remove(sessionId: SessionId): Promise<void>
  /** The push service says that it is over. */
  drop(endpoint: string): Promise<void>
}

/** A conversation with messages that the person was not told of. */
export interface ChatToWeigh extends UnreadChat {
  /** Up to where it was weighed before, and is when all of `messages` are. */
  readonly from: Seq
  readonly to: Seq
}

/** What a device is told of one conversation. */
export interface DeviceView {
  readonly userId: UserId
  readonly target: PushTarget
  readonly settings: NotificationSettings
  /** Of what was weighed, the unread. Null: the person isn't in the conversation. */
  readonly chat: UnreadChat | null
  /** The person's conversations with something unread, without muted ones. */
  readonly unread: number
  /** All with something unread. Null: more than a push has room for. */
  readonly waiting: readonly ConversationId[] | null
}

/** What a device is told when quiet hours are over. */
export interface SummaryView extends Omit<DeviceView, 'chat'> {
  /** The person's conversations with messages that were weighed and are unread: the newest hundred of each. */
  readonly chats: readonly UnreadChat[]
}

export interface NotificationChange {
  readonly hideContent?: boolean | undefined
  readonly quiet?: NotificationSettings['quiet'] | undefined
}

/**
 * The notifications that each browser may still show: who has read one elsewhere has it there until it is closed. Too
 * many rather than too few.
 */
export interface ShownNotifications {
  /**
   * One of the conversation is about to be shown there, whichever message is the newest when that is read. `again`: in place of
   * the one that is. False: there is none, or the subscription is over.
   */
  telling(sessionId: SessionId, conversationId: ConversationId, again: boolean): Promise<boolean>
  /** It was told of that message. Null: that there is nothing to show. */
  told(sessionId: SessionId, conversationId: ConversationId, seq: Seq | null): Promise<void>
  /** It was not told: what was shown still is. */
  nothingTold(sessionId: SessionId, conversationId: ConversationId): Promise<void>
  /** It was told to close all but these. */
  closedBut(sessionId: SessionId, conversationIds: readonly ConversationId[]): Promise<void>
  /** It says what it shows, and nothing else. What isn't of the person's own conversations is passed over. */
  shows(sessionId: SessionId, places: readonly Place[]): Promise<void>
}

/** What people are to be told of: read from the log, so that what they may not see is never in it. */
export interface Notifications extends ShownNotifications {
  settings(userId: UserId): Promise<NotificationSettings>
  /** What is left out stays. */
  changeSettings(userId: UserId, change: NotificationChange): Promise<NotificationSettings>
  /** The newest hundred of each conversation that has any. */
  toWeigh(userId: UserId): Promise<readonly ChatToWeigh[]>
  /**
   * Notes that these were weighed and, in the same transaction, has every device of the person told of those with `tell`.
   * Who else was quicker at one of them has told it.
   */
  weighed(
    userId: UserId,
    chats: readonly (Pick<ChatToWeigh, 'conversationId' | 'from' | 'to'> & { tell: boolean })[],
  ): Promise<void>
  /** Null: the session or its subscription is over. */
  forDevice(sessionId: SessionId, conversationId: ConversationId): Promise<DeviceView | null>
  /** Null: the session or its subscription is over. */
  forSummary(sessionId: SessionId): Promise<SummaryView | null>
  /** As `userId` calls them. `groupName` null: a direct chat. */
  face(
    userId: UserId,
    conversationId: ConversationId,
    senderId: UserId,
  ): Promise<{ senderName: string; groupName: string | null; pictureId: PictureId | null }>
}

/** Has people told, a little later and not by who asks. A loss is made up for by the next message. */
export interface NotificationQueue {
  /** Costs the caller nothing, and the database nothing when nobody is subscribed. */
  posted(places: readonly Place[]): void
  /** The message there reads differently, or is gone: what was told of it is told anew. */
  changed(place: Place): void
  /** Somebody doesn't have some of that conversation any more, from `seq` on: what they were told of it is told anew. */
  deletedForOneself(userId: UserId, conversationId: ConversationId, seq: Seq): void
  /** Looks again at what to tell a person. `until`, in milliseconds: when it is told though they are online. */
  lookAgain(userId: UserId, afterMs: number, until: number): Promise<void>
  /** At `at`, in milliseconds, the person is told what came since `since`; whoever asks again changes when. */
  summarizeAt(userId: UserId, since: number, at: number): Promise<void>
  /** Has each device of the person told what came since then. */
  tellSummary(userId: UserId, since: number): Promise<void>
  /** Resolves when all of it is queued. */
  settled(): Promise<void>
}
