import type { Audience, PrivacyTopic } from '@/server/domain/privacy'
import type {
  ClientId,
  ConversationId,
  Instant,
  MessageId,
  PictureId,
  Seq,
  SessionId,
  StickerId,
  UploadId,
  UserId,
} from './ids'

/** What somebody sees of a user: `about` is empty and `pictureId` null also where they may not see it. A higher `version` replaces a lower one. */
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
  /** When they were last online; null while they are, when it was never, and when it isn't for me to know any more. */
  readonly lastSeenAt: Instant | null
}

/** Who may see one thing of mine, and for whom something else holds. */
export interface PrivacyChoice {
  readonly audience: Audience
  readonly exceptions: readonly { readonly userId: UserId; readonly allowed: boolean }[]
}

export type PrivacySettings = Readonly<Record<PrivacyTopic, PrivacyChoice>>

/** Replaces all that was decided about the topic. */
export interface PrivacyChange extends PrivacyChoice {
  readonly topic: PrivacyTopic
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
  /** Whether those who say something are told who has seen it. Always so in a direct chat, whose two decide for themselves. */
  readonly receiptsShown: boolean
  readonly closed: boolean
  /** How long what is said from now on stays; null: for ever. */
  readonly disappearAfterMs: number | null
  /** When everything said in it is erased and it closes; null: never. */
  readonly endsAt: Instant | null
  /** It has ended: how much of what was said was erased then. */
  readonly report: EndReport | null
  readonly createdAt: Instant
  /** Seq of the newest change of any of these; the higher one wins. */
  readonly changedSeq: Seq
}

export interface EndReport {
  readonly messages: number
  readonly files: number
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

export type MessageKind = 'text' | 'voice' | 'circle_video' | 'sticker'
export type AttachmentKind = 'image' | 'video' | 'file' | 'voice' | 'circle_video' | 'sticker'

/** What a message carries besides its text. Its bytes are at contracts/addresses.ts's `attachmentAddress`. */
export interface Attachment {
  readonly kind: AttachmentKind
  /** As its sender's device called it; empty where that says nothing. */
  readonly name: string
  /** MIME type, decided by the bytes. */
  readonly type: string
  /** In bytes. */
  readonly size: number
  /** In pixels, as it is shown; null for what has none. */
  readonly width: number | null
  readonly height: number | null
  readonly durationMs: number | null
  /** https://github.com/evanw/thumbhash as base64; null: none. */
  readonly thumbhash: string | null
  /** Of a voice: 64 levels of loudness, 0 to 31, a byte each, as base64. */
  readonly waveform: string | null
  /** A small picture of it can be had: an image's thumbnail, a video's poster. */
  readonly preview: boolean
  /** As it was when it was sent. It may be there no more: using it is `not_found` then. */
  readonly sticker: { readonly id: StickerId; readonly emoji: string; readonly words: string } | null
}

/** Where a message stands. */
export interface Place {
  readonly conversationId: ConversationId
  readonly seq: Seq
}

/** One of the places of a message, with those whom it mentions there, if anybody. */
export interface MessagePlace extends PlaceInTime {
  readonly mentions?: readonly UserId[]
}

export interface PlaceInTime extends Place {
  /** When it is erased there, by the database's clock; absent: it stays. */
  readonly expiresAt?: Instant
}

/** What is behind a message's first link. */
export interface LinkPreview {
  readonly url: string
  readonly title: string
  readonly site: string
  readonly description: string
  /** At contracts/addresses.ts's `linkPictureAddress`. */
  readonly picture: { readonly width: number; readonly height: number; readonly thumbhash: string | null } | null
}

export interface Message {
  readonly id: MessageId
  readonly clientId: ClientId
  readonly senderId: UserId
  readonly kind: MessageKind
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Present: it had some, which the server has erased since, as it keeps files for so many days. */
  readonly filesErased?: { readonly count: number; readonly afterDays: number }
  /** Members whom the text mentions as `@userName`: of all the places that the reader may see. */
  readonly mentions: readonly UserId[]
  /** Who said it first, when it was forwarded. */
  readonly forwardedFrom: UserId | null
  readonly preview: LinkPreview | null
  /** All its places that the reader may see, by conversation id, this one included. */
  readonly places: readonly MessagePlace[]
  readonly pinned: { readonly by: UserId; readonly at: Instant } | null
  /** By the sender's clock. */
  readonly createdAt: Instant
  /**
   * When it was said first, by the database's clock. In a place that was added later it comes after younger ones: there,
   * its event's `at` says when it came, which is never before its predecessor's.
   */
  readonly sentAt: Instant
  /** When its present wording was written; null: never changed. */
  readonly editedAt: Instant | null
  /** Deleted for everyone: the text, earlier wordings, attachments, pin and reactions are gone. */
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
  readonly kind:
    | 'message:edited'
    | 'message:deleted'
    | 'message:reacted'
    | 'message:placed'
    | 'message:pinned'
    | 'message:previewed'
    | 'message:filesErased'
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
export type ConversationEvent = ConversationChanged | SettingsChanged | TimerChanged

export interface ConversationChanged extends LogEventBase {
  readonly kind:
    | 'conversation:created'
    | 'conversation:renamed'
    | 'conversation:pictureChanged'
    | 'conversation:closed'
    | 'conversation:ended'
  readonly conversation: Conversation
}

export interface SettingsChanged extends LogEventBase {
  readonly kind: 'conversation:settingsChanged'
  /** What the receipts were set to, whatever became of it since; null: it was about the past. */
  readonly receipts: boolean | null
  readonly conversation: Conversation
}

/** A timer, or an end, was set, or taken off. */
export interface TimerChanged extends LogEventBase {
  readonly kind: 'conversation:timerChanged' | 'conversation:endChanged'
  /** In milliseconds, an end since 1970; null: off. Whatever became of it since. */
  readonly setTo: number | null
  readonly conversation: Conversation
}

/** Both ends count. */
export interface SeqRange {
  readonly from: Seq
  readonly to: Seq
}

/** Time has passed: what was posted at these seqs is gone for ever here, with all that became of it. By nobody. */
export interface MessagesErased {
  readonly kind: 'messages:erased'
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly at: Instant
  /** In order, without the seqs that the reader may not see: at least one. Not everything in them was a posting. */
  readonly erased: readonly SeqRange[]
}

/**
 * Something that happened in a conversation, at its seq, with the state of its target *when the event was read*:
 * never a delta, so applying it twice, or late, is harmless.
 */
export type LogEvent = HistoryEvent | MessageChanged | MessagesErased

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
  /** What I alone have made of messages between the first and the last of `events`. Hidden ones are not in `events`. */
  readonly own: readonly OwnMark[]
  /**
   * Where the messages pinned here stand, when this was read: oldest pin first. All whose `pinned` the reader is shown, on
   * this page or not: none that they may not see or have hidden, and for who has left, what was pinned then.
   */
  readonly pinned: readonly Seq[]
  /** Nothing visible is older than the first, or newer than the last, of `events`. */
  readonly atStart: boolean
  readonly atEnd: boolean
}

export interface LogSince {
  readonly entries: readonly LogEntry[]
  /** The last visible seq when this was read: not reached yet when it is above the last entry's. */
  readonly last: Seq
}

/** What I alone have made of a message. The higher `version` wins. */
export interface OwnMark {
  readonly seq: Seq
  readonly starred: boolean
  /** Deleted for me. */
  readonly hidden: boolean
  /** The private state's when it was written. */
  readonly version: number
}

/** All that changed of my own marks in a conversation after one version of the private state, up to another. */
export interface OwnChange {
  readonly conversationId: ConversationId
  readonly after: number
  readonly version: number
  readonly marks: readonly OwnMark[]
}

/** A message with my star. */
export interface StarredMessage {
  readonly starredAt: Instant
  readonly conversation: Conversation
  /** Cut as a preview. */
  readonly event: MessagePosted
}

/** What I have begun to write. Without text and `replyTo`, it was sent or taken back. */
export interface Draft {
  readonly text: string
  readonly replyTo: Seq | null
  /** By the clock of the device it was written on, but later than any draft that was known there: the later one wins. */
  readonly at: Instant
}

/** What is private to me about a conversation, in step across my devices. The higher `version` wins. */
export interface PrivateState {
  readonly version: number
  readonly read: Seq
  /** Others' visible messages above `read`, counted when the last visible seq was `unreadAt`. */
  readonly unread: number
  readonly unreadAt: Seq
  /** Those of the unread that mention me; none where I am not a member any more. */
  readonly mentions: number
  /** The `version` of the newest of my own marks here. */
  readonly ownVersion: number
  /** Null: nothing was ever written, or I am not a member any more. */
  readonly draft: Draft | null
  /** I deleted the chat up to there: nothing of it is shown to me any more. */
  readonly clearedTo: Seq
  /** I deleted it, and nothing was said since: it is in no list of mine, and everything here of it is to be wiped. */
  readonly away: boolean
  readonly markedUnread: boolean
  readonly mutedUntil: Instant | null
  /** Only what mentions me, or answers me, is worth a notification. */
  readonly mentionsOnly: boolean
  readonly pinnedAt: Instant | null
  readonly archived: boolean
  /** The other started the chat, and I am to accept it first: until then it is in no list of chats, and I have got nothing of it. */
  readonly request: boolean
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
  /** Where only the first entries were asked for, and there are others: whether some of those are archived, or requests. */
  readonly rest?: { readonly archived: boolean; readonly requests: boolean }
}

/** I am to agree before I am in a group. */
export interface Invitation {
  readonly conversationId: ConversationId
  readonly name: string
  readonly pictureId: PictureId | null
  /** How many are in it. */
  readonly members: number
  readonly by: Profile
  readonly at: Instant
}

/** Somebody who is to agree before they are in a group, for its admins. */
export interface PendingInvitation {
  readonly userId: UserId
  readonly byId: UserId
  readonly at: Instant
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

/** How far one's own message got, in each of its places. */
export interface MessageInfo {
  readonly messageId: MessageId
  readonly places: readonly PlaceInfo[]
}

export interface PlaceInfo extends Place {
  readonly recipients: readonly MessageRecipient[]
}

/** A file that I brought: it can be attached. */
export interface Uploaded {
  readonly uploadId: UploadId
  /** What it is, by its bytes: an image that can't be read is a `file`. */
  readonly kind: UploadPurpose
  readonly type: string
  readonly size: number
  readonly width: number | null
  readonly height: number | null
  readonly thumbhash: string | null
}
/** What a file is brought for. A `preview` is a video's poster. */
export type UploadPurpose = AttachmentKind | 'preview'

export interface Sticker {
  readonly id: StickerId
  readonly packId: string
  readonly emoji: string
  readonly words: string
  readonly width: number
  readonly height: number
  readonly favourite: boolean
  /** When I last sent it. */
  readonly usedAt: Instant | null
}

export interface StickerPack {
  readonly id: string
  readonly name: string
  readonly mine: boolean
  readonly stickers: readonly Sticker[]
}

/** All stickers that I have at hand. */
export interface StickerShelf {
  /** The shipped ones first, then mine in the order they were made. */
  readonly packs: readonly StickerPack[]
  /** Of others' packs: those that are my favourites. */
  readonly others: readonly Sticker[]
}

/** What files may be, here. */
export interface FileLimits {
  readonly maxBytes: number
  readonly maxPixels: number
  readonly perMessage: number
  /** All that one user may have here, in bytes. */
  readonly quotaBytes: number
}

/** A wording that a message had before its present one. */
export interface MessageVersion {
  readonly text: string
  /** When it was written. */
  readonly at: Instant
}

/** How many days messages, and the files in them, are kept; null: for ever. */
export interface Retention {
  readonly messages: number | null
  readonly files: number | null
}

/** What a retention would erase now. */
export interface RetentionEstimate {
  readonly messages: number
  readonly conversations: number
  readonly files: number
  /** Of those files. */
  readonly bytes: number
  /** When the oldest of it was sent; null: there is nothing. */
  readonly oldestAt: Instant | null
  /** It isn't all: counting ended where it would take long. */
  readonly more: boolean
}

export interface ServerInfo {
  /** Bumped when an older client can't talk to the server any more. */
  readonly protocol: number
  readonly signUpOpen: boolean
  /** No account exists: the next one is the admin's. */
  readonly firstRun: boolean
  readonly groupMembers: number
  readonly files: FileLimits
  /** How long after sending a message its words may be changed, in milliseconds. */
  readonly editWindowMs: number
  readonly retention: Retention
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

/** A message as who reported it saw it then. */
export interface ReportedMessage {
  readonly senderId: UserId
  readonly sentAt: Instant
  readonly text: string
  /** What it carried besides, by kind and name. The files themselves are not copied. */
  readonly attachments: readonly Pick<Attachment, 'kind' | 'name'>[]
}

/** For the server's admins. */
export interface Report {
  readonly id: string
  readonly at: Instant
  readonly reporter: Profile
  readonly reported: Profile
  readonly note: string
  /** Oldest first. */
  readonly messages: readonly ReportedMessage[]
  /** When an admin had seen to it. */
  readonly doneAt: Instant | null
}

/** What a socket presents at the handshake, and where. */
export interface Ticket {
  /** For one handshake soon. */
  readonly ticket: string
  /** Where the gateways are; null: the same origin. */
  readonly gatewayUrl: string | null
  /** The server's clock. Absent: the server is older. */
  readonly now?: Instant
}
