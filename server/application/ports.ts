import type {
  AttachmentKind,
  Contact,
  Conversation,
  Head,
  HistoryPage,
  InviteInfo,
  LogEvent,
  LogSince,
  Member,
  MemberRole,
  MessageInfo,
  MessagePosted,
  MessageVersion,
  Overview,
  OverviewEntry,
  OwnChange,
  Place,
  Presence,
  PrivateState,
  Profile,
  Receipts,
  SessionInfo,
  StarredMessage,
  Uploaded,
  UploadPurpose,
} from '@/contracts/dto'
import type { Changed, Placed, Sent, ServerToClientEvents } from '@/contracts/events'
import type { ConversationId, Instant, PictureId, Seq, SessionId, StickerId, UploadId, UserId } from '@/contracts/ids'
import type {
  HistoryInput,
  MarkMoveInput,
  OwnInput,
  PlaceMoreInput,
  PrivateStateInput,
  SendInput,
  StarredInput,
} from '@/contracts/inputs'
import type { GalleryInput, SearchMessagesInput, SearchPage } from '@/contracts/search'
import type { GroupChange } from '@/server/domain/change-group'
import type { MessageChange } from '@/server/domain/change-message'
import type { ErrorCode, KithError } from '@/server/domain/errors'
import type { NewGroup } from '@/server/domain/found'
import type { Blocks } from './block-ports'
import type { Probes } from './doctor-ports'
import type { Erasing } from './erasing-ports'
import type { Exports } from './export-ports'
import type { Leaving } from './leaving-ports'
import type { Jobs, LinkPreviews, LinkReader } from './link-ports'
import type { NotificationQueue, Notifications, Pusher, PushSubscriptions } from './notification-ports'
import type { Privacy } from './privacy-ports'
import type { Reports } from './report-ports'
import type { Requests } from './request-ports'
import type { RetentionSetting } from './retention-ports'
import type { Stickers } from './sticker-ports'

/** Who asks: a user by a session that was found valid. */
export interface Actor {
  readonly userId: UserId
  readonly sessionId: SessionId
}

/** A committed event with those who see it. */
export interface Committed<E extends LogEvent = LogEvent> {
  readonly event: E
  readonly recipients: readonly UserId[]
  /** Members who may not see it: they are told to skip its seq. */
  readonly skipping?: readonly UserId[]
}

/** What a change of a conversation did: its events in seq order, and the receipts it moved. */
export interface ConversationChange {
  readonly committed: readonly Committed[]
  readonly receipts: readonly MovedReceipts[]
  /** Those for whom something changed that no conversation of theirs holds: invitations to a group, theirs or of others. */
  readonly concerned?: readonly PrivateVersion[]
}

export interface PrivateVersion {
  readonly userId: UserId
  readonly privateVersion: number
}

/** Who is to agree before they are in a group, and who isn't added as they block who would add them: decided under the locks that blocking takes. */
export interface Added extends ConversationChange {
  readonly invited: readonly UserId[]
  readonly notAdded: readonly UserId[]
}

export interface Cleared extends ConversationChange {
  readonly state: StateOf
  /** The picture of a group that nobody has any more. */
  readonly picture: PictureId | null
}

export interface MovedReceipts {
  readonly userId: UserId
  readonly conversationId: ConversationId
  readonly receipts: Receipts
}

export interface NewMessage extends SendInput {
  readonly senderId: UserId
}

/** Each send has a result of its own, in the order given. `committed` is absent when a retry found the first. */
export type SendResult =
  | { readonly ok: true; readonly sent: Sent; readonly committed?: CommittedMessage }
  | { readonly ok: false; readonly error: KithError }

/** A seq that members of a conversation don't see. */
export interface Skipped {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly userIds: readonly UserId[]
}

/** A message that was posted. */
export interface CommittedMessage {
  /** The direct chats that were opened for it. */
  readonly opened: readonly Committed[]
  /** Seqs that people only skip, as they block the sender. */
  readonly skipped?: readonly Skipped[]
  /** One for those who see it in the same places: it says all of them. */
  readonly posted: readonly Committed<MessagePosted>[]
  /** Chats that waited for its sender's yes: by this, they have said it. */
  readonly accepted?: readonly StateOf[]
}

/** A message that got more places. `posted`: to whom it is new. */
export interface CommittedPlacing extends CommittedMessage {
  /** To those who have it in an old place: its postings in new ones, and `message:placed` in old ones. */
  readonly appended: readonly Committed[]
}

/** Messages, history and marks: the log's own port. Every read is scoped to one user and what they may see. */
export interface MessageLog {
  /** One transaction. A list in, a result each; a bad send fails alone. */
  send(messages: readonly NewMessage[]): Promise<readonly SendResult[]>
  /** @throws KithError `not_found` */
  page(userId: UserId, input: HistoryInput): Promise<HistoryPage>
  /** @throws KithError `not_found` */
  since(userId: UserId, conversationId: ConversationId, after: Seq, limit: number): Promise<LogSince>
  /** Marks only move forward, never past the last visible seq. Moves of conversations not open to the user are left out. */
  moveMarks(
    userId: UserId,
    moves: readonly MarkMoveInput[],
  ): Promise<{ readonly states: readonly StateOf[]; readonly receipts: readonly MovedReceipts[] }>
  /**
   * Edits, deletes, pins or reacts to what was posted at `seq`. `committed` is empty when it is so already; what its
   * sender edits or deletes has one event or more in each of its places. `released`: blobs that the message had.
   * @throws KithError as domain/change-message.ts
   */
  change(
    actorId: UserId,
    conversationId: ConversationId,
    seq: Seq,
    change: MessageChange,
  ): Promise<{
    readonly changed: Changed
    readonly committed: readonly Committed[]
    readonly released: readonly BlobId[]
  }>
  /**
   * Gives what its sender posted at `seq` more places, all or none, each like a send. Where it stands already nothing
   * happens; `committed` is absent when it stands in all of them.
   * @throws KithError as domain/place-message.ts
   */
  place(
    senderId: UserId,
    conversationId: ConversationId,
    seq: Seq,
    places: PlaceMoreInput['places'],
  ): Promise<{ readonly placed: Placed; readonly committed?: CommittedPlacing }>
  /** Of the messages posted at `seqs`, those that the user may see, cut as previews. @throws KithError `not_found` */
  quotes(userId: UserId, conversationId: ConversationId, seqs: readonly Seq[]): Promise<readonly MessagePosted[]>
  /** Earlier wordings, oldest first. @throws KithError `not_found` */
  versions(userId: UserId, conversationId: ConversationId, seq: Seq): Promise<readonly MessageVersion[]>
  /** Who got one of the asker's own messages, and when. @throws KithError `not_found` for others' messages too */
  info(userId: UserId, conversationId: ConversationId, seq: Seq): Promise<MessageInfo>
  /**
   * Stars, or deletes for the user alone, those of the messages at `seqs` that they may see. A repetition changes nothing.
   * @throws KithError `not_found`
   */
  setOwn(userId: UserId, input: OwnInput): Promise<{ readonly change: OwnChange; readonly state: StateOf }>
  /** @throws KithError `not_found` */
  ownSince(userId: UserId, conversationId: ConversationId, after: number): Promise<OwnChange>
  /** Of all conversations, the last starred first: those that the user may see now. */
  starred(userId: UserId, input: StarredInput): Promise<readonly StarredMessage[]>
  overview(userId: UserId): Promise<Overview>
  /** @throws KithError `not_found` */
  entry(userId: UserId, conversationId: ConversationId): Promise<OverviewEntry>
  /**
   * Of many users in one query, by the digest (domain/heads.ts) of what each of them has: of those whose heads have another
   * one. A user without conversations has an empty list.
   */
  heads(
    digests: ReadonlyMap<UserId, string>,
  ): Promise<ReadonlyMap<UserId, { heads: readonly Head[]; privateVersion: number }>>
}

export interface StateOf {
  readonly conversationId: ConversationId
  readonly delivered: Seq
  readonly state: PrivateState
}

/** Finding messages. Scoped to one user and what they may see; what they hid and what was deleted is never found. */
export interface Search {
  /** @throws KithError `not_found` */
  messages(userId: UserId, input: SearchMessagesInput): Promise<SearchPage>
  /** Where messages with such content stand, newest first. @throws KithError `not_found` */
  gallery(userId: UserId, input: GalleryInput): Promise<readonly Seq[]>
  /** The first line at that instant or later, else the last one; null: none. @throws KithError `not_found` */
  firstAt(userId: UserId, conversationId: ConversationId, at: Instant): Promise<Seq | null>
}

/** A conversation's people and settings. Every change takes the conversation's lock and a seq. */
export interface Conversations {
  /**
   * The pair's one conversation, made when there is none. `created` when this call made it. Who lets only others start a chat
   * is asked by that; whom one refused oneself is not refused any more. @throws KithError `full` for too many asked in a day
   */
  openDirect(
    userId: UserId,
    otherId: UserId,
  ): Promise<{ conversationId: ConversationId; created: boolean } & ConversationChange>
  createGroup(
    ownerId: UserId,
    group: NewGroup & { readonly userIds: readonly UserId[]; readonly maxMembers: number },
  ): Promise<{ conversationId: ConversationId } & Added>
  change(actorId: UserId, conversationId: ConversationId, change: GroupChange): Promise<ConversationChange>
  addMembers(
    actorId: UserId,
    conversationId: ConversationId,
    userIds: readonly UserId[],
    maxMembers: number,
  ): Promise<Added>
  /** Leaving is removing oneself. The group closes when one is left; an owner's leaving hands it over. */
  removeMember(actorId: UserId, conversationId: ConversationId, userId: UserId): Promise<ConversationChange>
  setRole(
    actorId: UserId,
    conversationId: ConversationId,
    userId: UserId,
    role: MemberRole,
  ): Promise<ConversationChange>
  /** Members present and past, as far as the asker's stay shows them. */
  members(userId: UserId, conversationId: ConversationId): Promise<readonly Member[]>
  setPrivateState(userId: UserId, input: PrivateStateInput): Promise<StateOf>
  /**
   * Deletes the chat for the user, who leaves it if it is a group; what nobody has any more becomes due to be erased.
   * `forGood`: their account goes, so a direct chat is closed; where they deleted the chat already, too.
   * @throws KithError `not_found`
   */
  clear(userId: UserId, conversationId: ConversationId, forGood?: boolean): Promise<Cleared>
  /** `forAll`: nobody else has it, so that deleting it erases it for ever. @throws KithError `not_found` */
  clearing(userId: UserId, conversationId: ConversationId): Promise<{ readonly forAll: boolean }>
  /** Active members other than the user, if the user is one; of a chat that was not accepted, none. @throws KithError `not_found` */
  others(userId: UserId, conversationId: ConversationId): Promise<readonly UserId[]>
  /** The shared state, for members present and past. @throws KithError `not_found` */
  forMember(userId: UserId, conversationId: ConversationId): Promise<{ conversation: Conversation; member: Member }>
}

export interface NewUser {
  readonly userName: string
  readonly userNameKey: string
  readonly fullName: string
  readonly searchKey: string
  readonly passwordHash: string
}

/** Who may sign up: decided in the same transaction that makes the account. */
export interface SignUpGate {
  /** SHA-256 of the invite's token, if the person came by one. */
  readonly inviteHash: string | null
}

/** One user who looks at another, or at themselves. */
export interface Look {
  readonly viewerId: UserId
  readonly userId: UserId
}

export interface Users {
  /** The first becomes the admin. @throws KithError `taken`, `sign_up_closed` */
  create(user: NewUser, gate: SignUpGate): Promise<{ profile: Profile; role: 'admin' | 'user' }>
  credentials(userNameKey: string): Promise<{ userId: UserId; passwordHash: string } | null>
  passwordHash(userId: UserId): Promise<string>
  /** Also ends the user's other sessions, in the same transaction; answers which. */
  setPassword(userId: UserId, passwordHash: string, keep: SessionId): Promise<readonly SessionId[]>
  profile(userId: UserId): Promise<Profile & { readonly role: 'admin' | 'user' }>
  /** As each viewer may see them, of those who exist, in no particular order. One statement. */
  profiles(looks: readonly Look[]): Promise<readonly (Look & { readonly profile: Profile })[]>
  /** By the folded query: a userName's beginning first, then names. Never the asker. As the asker may see them. */
  search(userId: UserId, foldedQuery: string, limit: number): Promise<readonly Profile[]>
  change(
    userId: UserId,
    change: { fullName?: string; searchKey?: string; about?: string; pictureId?: PictureId | null },
  ): Promise<Profile>
  /** Those to be told when this user's profile or presence changes: contacts' owners and co-members. */
  audience(userId: UserId): Promise<readonly UserId[]>
  /** Those looks where the viewer may follow the user's presence: a contact or co-member, and both show theirs. */
  watchable(looks: readonly Look[]): Promise<readonly Look[]>
  any(): Promise<boolean>
}

export interface Sessions {
  create(userId: UserId, device: string): Promise<SessionId>
  /** The session's user, if it is valid; also notes that it is active, at most once a minute. */
  find(sessionId: SessionId): Promise<Actor | null>
  list(userId: UserId): Promise<readonly Omit<SessionInfo, 'current'>[]>
  /** @throws KithError `not_found` for another's session */
  revoke(userId: UserId, sessionId: SessionId): Promise<void>
  /** Of these, those that are not valid any more. One query, and another one if there are any. */
  invalid(sessionIds: readonly SessionId[]): Promise<readonly SessionId[]>
}

export interface Contacts {
  /** Each change answers the owner's new privateVersion. */
  list(ownerId: UserId): Promise<{ contacts: readonly Contact[]; privateVersion: number }>
  add(ownerId: UserId, userId: UserId): Promise<number>
  rename(ownerId: UserId, userId: UserId, name: string | null): Promise<number>
  remove(ownerId: UserId, userId: UserId): Promise<number>
}

/** SHA-256 of a blob's bytes, as 64 hex digits. */
export type BlobId = string

/** Where bytes come from. A file is read, never changed. */
export type BlobSource = { readonly file: string } | { readonly bytes: Uint8Array }

/** Both ends count. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Bytes by their hash. It knows no users and no rows. Every call may throw KithError `busy`: no room, or out of reach. */
export interface BlobStore {
  /** All or nothing; does nothing when it is there. `id` must be the hash of what `source` holds. */
  put(id: BlobId, source: BlobSource): Promise<void>
  /** @throws KithError `not_found`, before any byte */
  read(id: BlobId, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** Null: not there. */
  size(id: BlobId): Promise<number | null>
  /** Not being there is fine. */
  delete(id: BlobId): Promise<void>
  /** Everything that is there, in any order. */
  list(): AsyncIterable<{ readonly id: BlobId; readonly writtenAt: Date }>
}

/** Blobs as they are to be kept. */
export interface NewBlob {
  readonly id: BlobId
  /** MIME type, decided by the bytes. */
  readonly type: string
  readonly size: number
  readonly source: BlobSource
}

/** Blobs with their rows. Whatever refers to one keeps it. */
export interface Files {
  /** Keeps bytes that a row is about to refer to: within an hour, or they go. */
  put(source: BlobSource, type: string): Promise<{ readonly id: BlobId; readonly size: number }>
  /** Deletes what no row refers to any more, rows and bytes; uploads that were attached and now are nowhere are no reason. */
  release(blobIds: readonly BlobId[]): Promise<void>
  /** Deletes what was left behind: see server/infrastructure/database/sweep-files.ts. */
  sweep(): Promise<void>
  /** The bytes of an attachment, or of what is behind a link. @throws KithError `not_found` */
  ofMessage(userId: UserId, place: Place, part: FilePart): Promise<StoredFile>
  /** A sticker's, if it is shipped, or theirs, or was sent where they may see it. @throws KithError `not_found` */
  ofSticker(userId: UserId, stickerId: StickerId): Promise<StoredFile>
}

export type FilePart = { readonly position: number; readonly preview: boolean } | 'link'

export interface StoredFile {
  readonly blobId: BlobId
  readonly size: number
  readonly type: string
  readonly name: string
  readonly kind: AttachmentKind
}

/** What a file turned out to be, with the blobs that are made of it. */
export interface Examined {
  readonly kind: UploadPurpose
  readonly whole: NewBlob
  readonly preview: NewBlob | null
  readonly width: number | null
  readonly height: number | null
  readonly thumbhash: Uint8Array | null
}

export interface FileExaminer {
  /** By its bytes alone. @throws KithError `invalid`, `too_long` for what can't be taken */
  examine(file: string, purpose: UploadPurpose): Promise<Examined>
  /** SHA-256 in hex, and the size in bytes. */
  hash(source: BlobSource): Promise<{ readonly id: BlobId; readonly size: number }>
}

export interface NewUpload {
  readonly id: UploadId
  readonly userId: UserId
  readonly purpose: UploadPurpose
  readonly size: number
  readonly sourceHash: string | null
}

export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
}

export interface UploadState extends NewUpload {
  readonly finished: boolean
  readonly refusal: Refusal | null
  /** What it became. Null: still coming, or refused. */
  readonly uploaded: Uploaded | null
}

export interface Uploads {
  /** Together with all that the user has or has announced, at most `quotaBytes`. @throws KithError `full` */
  begin(upload: NewUpload, quotaBytes: number): Promise<void>
  /** Null: not there, or another's. */
  find(userId: UserId, id: UploadId): Promise<UploadState | null>
  /** Of any user: for those that were whole when a server died. */
  unfinished(ids: readonly UploadId[]): Promise<readonly NewUpload[]>
  /** The same again, brought before; from now on it counts as brought now. */
  findSame(userId: UserId, same: { sha256: string; size: number; purpose: UploadPurpose }): Promise<Uploaded | null>
  /** Keeps the bytes and says what they are. Does nothing when it was said before. */
  finish(id: UploadId, sourceHash: string, examined: Examined): Promise<void>
  refuse(id: UploadId, refusal: Refusal): Promise<void>
  /** What it referred to goes if nothing else needs it. Absent is fine. */
  remove(userId: UserId, id: UploadId): Promise<void>
}

export interface Pictures {
  put(picture: { id: PictureId; bytes: Uint8Array }): Promise<void>
  /** Null also where neither a person shows it to the viewer now nor a group that they see. */
  get(viewerId: UserId, id: PictureId): Promise<Uint8Array | null>
  /** Takes the picture away if nobody and no group shows it any more. */
  release(id: PictureId): Promise<void>
}

/** What the server's admin decides. */
export interface AdminSettings {
  readonly signUpOpen: boolean
  /** Whether the server looks behind links that people post. */
  readonly linkPreviews: boolean
}

export interface Admin {
  settings(): Promise<AdminSettings>
  setSignUpOpen(open: boolean): Promise<void>
  setLinkPreviews(on: boolean): Promise<void>
  /** Those who administer the server, the oldest account first. */
  admins(): Promise<readonly UserId[]>
  /**
   * Answers the user's new privateVersion; null: it is so already. Whether the actor may is decided in the same
   * transaction. @throws KithError `not_found`, `not_allowed` for who is no admin, and for the last one
   */
  setAdmin(actorId: UserId, userId: UserId, admin: boolean): Promise<number | null>
  createInvite(invite: {
    tokenHash: string
    createdById: UserId
    expiresAt: Instant
    maxUses: number
  }): Promise<InviteInfo>
  invites(): Promise<readonly InviteInfo[]>
  revokeInvite(id: string): Promise<void>
}

/** What gateways know of people's activity. A gateway's rows count only while its lease holds. */
export interface PresenceStore {
  /** Answers the other gateways whose leases hold, and forgets those that have long been dead. */
  renewLease(gatewayId: string, leaseMs: number): Promise<readonly string[]>
  /** Ends the lease and settles the gateway's users' last seen. */
  endLease(gatewayId: string): Promise<void>
  /** In one statement. `onlineForMs` 0 ends it now; negative is not allowed. */
  report(gatewayId: string, reports: readonly { userId: UserId; onlineForMs: number }[]): Promise<void>
  /** One for each user asked for, in any order. */
  read(userIds: readonly UserId[]): Promise<readonly Presence[]>
}

/** What goes over the relay to a user's sockets: an event for the browser, or an order to the gateway. */
export type RelayEvent =
  | {
      [Name in keyof ServerToClientEvents]: {
        readonly name: Name
        readonly payload: Parameters<ServerToClientEvents[Name]> extends [infer Payload] ? Payload : null
        /** Sockets, by their ids, that know it already: it isn't for them. */
        readonly except?: readonly string[]
      }
    }[keyof ServerToClientEvents]
  | { readonly name: 'session:revoked'; readonly payload: { readonly sessionId: SessionId } }
  /** On `presence.` channels: who may watch these users may have changed. */
  | { readonly name: 'watching:changed'; readonly payload: null }
  /** To all gateways: who is there? On the channel `reply` each says so. */
  | { readonly name: 'doctor:asked'; readonly payload: { readonly reply: Channel } }
  | { readonly name: 'doctor:answered'; readonly payload: { readonly gatewayId: string } }

/** `user.` reaches a user's own sockets; `presence.` those that watch the user; `doctor.` who looks after the server. */
export type Channel = `user.${UserId}` | `presence.${UserId}` | `doctor.${string}`

/** Told once per published event, with those of its channels that this subscription has joined. */
export type RelayListener = (channels: readonly Channel[], event: RelayEvent) => void

export interface RelaySubscription {
  join(channel: Channel): void
  leave(channel: Channel): void
  close(): Promise<void>
}

/** Carries committed events to gateways. It may lose and repeat; the log makes up for it. */
export interface Relay {
  publish(channels: readonly Channel[], event: RelayEvent): void
  /** Resolves when all that was published is on its way. Web awaits it before it answers. */
  flush(): Promise<void>
  /** `doubted` is called when something may have been missed. */
  listen(listener: RelayListener, doubted: () => void): RelaySubscription
  readonly connected: boolean
  close(): Promise<void>
}

export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

export interface Tickets {
  issue(actor: Actor): string
  /** Null: not one of ours, or past its end. The session must still be looked up. */
  read(ticket: string): Actor | null
}

export interface PictureEncoder {
  /** A square WebP of at most 512 px without metadata. @throws KithError `invalid` for what is no picture */
  encode(bytes: Uint8Array): Promise<Uint8Array>
}

/** What is counted: guesses at passwords, accounts made, notifications to oneself, and exports asked for. */
export type AttemptKind = 'sign-in' | 'sign-up' | 'password' | 'notification' | 'export'

/** Limits how often somebody may try. Counts what is under way too, so that many at once are no way around. */
export interface Attempts {
  /** `subject` is what is tried at, e.g. a userName's key. @throws KithError `rate_limited`, saying when to try again */
  begin(kind: AttemptKind, address: string, subject: string): Promise<void>
  /** It was no guess: it doesn't count. */
  succeeded(kind: AttemptKind, address: string, subject: string): Promise<void>
}

export interface Ports {
  readonly messages: MessageLog
  readonly search: Search
  readonly conversations: Conversations
  readonly users: Users
  readonly sessions: Sessions
  readonly contacts: Contacts
  readonly blocks: Blocks
  readonly reports: Reports
  readonly requests: Requests
  readonly pictures: Pictures
  readonly admin: Admin
  readonly privacy: Privacy
  readonly presence: PresenceStore
  readonly relay: Relay
  readonly passwords: PasswordHasher
  readonly attempts: Attempts
  readonly tickets: Tickets
  readonly pictureEncoder: PictureEncoder
  readonly files: Files
  readonly stickers: Stickers
  readonly linkPreviews: LinkPreviews
  readonly linkReader: LinkReader
  readonly jobs: Jobs
  readonly erasing: Erasing
  readonly retention: RetentionSetting
  readonly notifications: Notifications
  readonly notificationQueue: NotificationQueue
  readonly pushSubscriptions: PushSubscriptions
  readonly pusher: Pusher
  readonly exports: Exports
  readonly leaving: Leaving
  readonly uploads: Uploads
  readonly blobs: BlobStore
  readonly fileExaminer: FileExaminer
  readonly probes: Probes
}
