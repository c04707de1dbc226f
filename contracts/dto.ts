import type { ClientId, ConversationId, Instant, MessageId, PictureId, Seq, SessionId, UserId } from './ids'

/** What others see of a user. A higher `version` replaces a lower one. */
export interface Profile {
  readonly id: UserId
  readonly userName: string
  readonly fullName: string
  readonly about: string
  readonly pictureId: PictureId | null
  readonly version: number
}

export interface Me {
  readonly profile: Profile
  readonly role: 'admin' | 'user'
  readonly sessionId: SessionId
}

export interface Contact {
  readonly profile: Profile
  /** My own name for them, or null. */
  readonly name: string | null
}

export interface Presence {
  readonly userId: UserId
  readonly online: boolean
  /** When they were last online; null while they are, and when it was never. */
  readonly lastSeenAt: Instant | null
}

export interface SessionInfo {
  readonly id: SessionId
  readonly device: string
  readonly createdAt: Instant
  readonly lastActiveAt: Instant
  readonly current: boolean
}

export type MemberRole = 'owner' | 'admin' | 'member'

/** The shared state of a conversation: the same for everybody in it. */
export interface Conversation {
  readonly id: ConversationId
  readonly kind: 'direct' | 'group'
  /** A group's name; null for a direct conversation, which is named after the other. */
  readonly name: string | null
  readonly pictureId: PictureId | null
  /** The two users of a direct conversation, the smaller id first; null for a group. */
  readonly pair: readonly [UserId, UserId] | null
  /** Whether people added from now on see what was said before they came. */
  readonly pastOpen: boolean
  readonly closed: boolean
  readonly createdAt: Instant
  /** Seq of the newest change of any of these; the higher one wins. */
  readonly changedSeq: Seq
}

export interface Member {
  readonly userId: UserId
  readonly role: MemberRole
  readonly active: boolean
  /** The seq at which the present (or last) stay began. */
  readonly joinedSeq: Seq
  /** Seq of the newest change of role or stay; the higher one wins. */
  readonly changedSeq: Seq
}

export interface Reaction {
  readonly emoji: string
  readonly userIds: readonly UserId[]
}

export interface Message {
  readonly id: MessageId
  readonly clientId: ClientId
  readonly senderId: UserId
  readonly kind: 'text'
  readonly text: string
  /** By the sender's clock. */
  readonly createdAt: Instant
  /** By the database's clock, never before its predecessor's in the conversation. */
  readonly sentAt: Instant
  /** When its present wording was written; null: never changed. */
  readonly editedAt: Instant | null
  /** Deleted for everyone: the text, earlier wordings and reactions are gone. */
  readonly deleted: { readonly by: UserId } | null
  /** The seq of the message it answers, in the same conversation. Not everybody may see that one. */
  readonly replyTo: Seq | null
  /** By emoji, the first used first; each with those who reacted, in that order. At most one a user. */
  readonly reactions: readonly Reaction[]
  /** Seq of the newest change of the message here; the higher one wins. */
  readonly changedSeq: Seq
}

interface LogEventBase {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly at: Instant
  readonly actorId: UserId
}

export interface MessagePosted extends LogEventBase {
  readonly kind: 'message:posted'
  readonly message: Message
}

/** What became of a message that was posted before. No line of the history: it changes the one at `target`. */
export interface MessageChanged extends LogEventBase {
  readonly kind: 'message:edited' | 'message:deleted' | 'message:reacted'
  /** The seq of the message's posting. Who may not see that gets a skip in place of this. */
  readonly target: Seq
  readonly message: Message
}

/** The resulting member. `member:left` by another's hand (`actorId`) is a removal. */
export interface MemberEvent extends LogEventBase {
  readonly kind: 'member:joined' | 'member:left' | 'member:roleChanged'
  readonly member: Member
}

/** The resulting conversation. */
export interface ConversationEvent extends LogEventBase {
  readonly kind:
    | 'conversation:created'
    | 'conversation:renamed'
    | 'conversation:pictureChanged'
    | 'conversation:settingsChanged'
    | 'conversation:closed'
  readonly conversation: Conversation
}

/**
 * Something that happened in a conversation, at its seq, with the state of its target *when the event was read*:
 * never a delta, so applying it twice, or late, is harmless.
 */
export type LogEvent = HistoryEvent | MessageChanged

/** What is a line of the history, with the present state of its target. */
export type HistoryEvent = MessagePosted | MemberEvent | ConversationEvent

/** In place of what this member may not see: their last seq moves on to `seq`. Covers from…seq. */
export interface Skip {
  readonly kind: 'skip'
  readonly conversationId: ConversationId
  readonly from: Seq
  readonly seq: Seq
}

export type LogEntry = LogEvent | Skip

/** A part of a conversation's history, oldest first. */
export interface HistoryPage {
  readonly events: readonly HistoryEvent[]
  /** The conversation's last visible seq when this was read. */
  readonly readAt: Seq
  /** Nothing visible is older than the first, or newer than the last, of `events`. */
  readonly atStart: boolean
  readonly atEnd: boolean
}

export interface LogSince {
  readonly entries: readonly LogEntry[]
  /** The last visible seq when this was read: not reached yet when it is above the last entry's. */
  readonly last: Seq
}

/** What is private to me about a conversation, in step across my devices. The higher `version` wins. */
export interface PrivateState {
  readonly version: number
  readonly read: Seq
  /** Others' visible messages above `read`, counted when the last visible seq was `unreadAt`. */
  readonly unread: number
  readonly unreadAt: Seq
  readonly markedUnread: boolean
  readonly mutedUntil: Instant | null
  readonly pinnedAt: Instant | null
  readonly archived: boolean
}

/** The newest of my own messages that every other member has, or has seen. They only move forward. */
export interface Receipts {
  readonly delivered: Seq
  readonly seen: Seq
}

/** One line of the overview. */
export interface OverviewEntry {
  readonly conversation: Conversation
  readonly member: Member
  /** The last seq I may see: the conversation's, or the one at which my stay ended. */
  readonly lastSeq: Seq
  /** My delivered mark as the server has it. */
  readonly delivered: Seq
  /** The newest visible line of the history; a message's text is cut to LIMITS.previewChars. */
  readonly lastEvent: HistoryEvent | null
  readonly state: PrivateState
  readonly receipts: Receipts
}

export interface Overview {
  readonly entries: readonly OverviewEntry[]
  /** Those whom the entries name: the other one of a direct conversation, actors, members joined or left. */
  readonly people: readonly Profile[]
  /** Version of what is private to me and in no conversation. */
  readonly privateVersion: number
}

/** Where a conversation stands for me: what `heads:compare` tells differences by. */
export interface Head {
  readonly conversationId: ConversationId
  readonly lastSeq: Seq
  readonly stateVersion: number
  readonly receipts: Receipts
}

/** A recipient of a message in one place. Null: not yet. */
export interface MessageRecipient {
  readonly userId: UserId
  readonly deliveredAt: Instant | null
  readonly seenAt: Instant | null
}

export interface MessageInfo {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly recipients: readonly MessageRecipient[]
}

/** A wording that a message had before its present one. */
export interface MessageVersion {
  readonly text: string
  /** When it was written. */
  readonly at: Instant
}

export interface ServerInfo {
  /** Bumped when an older client can't talk to the server any more. */
  readonly protocol: number
  readonly signUpOpen: boolean
  /** No account exists: the next one is the admin's. */
  readonly firstRun: boolean
  readonly groupMembers: number
  /** Where the gateways are; null: the same origin. */
  readonly gatewayUrl: string | null
}

export interface InviteInfo {
  readonly id: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly maxUses: number
  readonly uses: number
  readonly revoked: boolean
}
