import type { StoreApi } from 'zustand/vanilla'
import type {
  AttachmentKind,
  Contact,
  Conversation,
  Draft,
  HistoryEvent,
  Invitation,
  Me,
  Member,
  MessageInfo,
  MessageKind,
  MessagePosted,
  MessageVersion,
  Overview,
  OverviewEntry,
  Place,
  Presence,
  PrivateState,
  Profile,
  Receipts,
  StarredMessage,
  Sticker,
  Uploaded,
} from '@/contracts/dto'
import type { ClientId, ConversationId, Instant, Seq, StickerId, UserId } from '@/contracts/ids'
import type { ErrorCode } from '@/server/domain/errors'
import type { FileToBring } from './uploads/bring-file'

/** State that can be read and followed; zustand's `useStore(store, selector)` binds it to React. */
export type ReadonlyStore<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>

export type ConnectionState =
  | { readonly status: 'online' }
  /** A connection is being made. `since` in milliseconds, by this device's clock. */
  | { readonly status: 'connecting'; readonly since: number }
  /** The device has no network, or the server doesn't answer: tried again at `retryAt`. */
  | { readonly status: 'waiting'; readonly since: number; readonly retryAt: number | null }
  /** Signed out or revoked: nothing is here any more. */
  | { readonly status: 'ended' }
  /** This client is too old for the server: reload. */
  | { readonly status: 'outdated' }

export interface Problem {
  readonly code: ErrorCode
  readonly message: string
}

/** Where a message is to be: a conversation, or the direct chat with a user, opened if there is none. */
export type PlaceTarget = { readonly conversationId: ConversationId } | { readonly userId: UserId }

/** Where a message on its way goes. */
export type PendingPlace = PlaceTarget

/** What a message shall carry. The sizes and the poster are for showing it until the server has looked at the bytes. */
export type NewAttachment =
  | {
      readonly kind: Exclude<AttachmentKind, 'sticker'>
      readonly file: Blob
      readonly name: string
      /** In pixels. */
      readonly width?: number
      readonly height?: number
      readonly durationMs?: number
      /** Of a voice: 64 levels as base64, see Attachment. */
      readonly waveform?: string
      /** As base64. */
      readonly thumbhash?: string
      /** A video's poster. */
      readonly preview?: Blob
    }
  | { readonly sticker: Pick<Sticker, 'id' | 'emoji' | 'words' | 'width' | 'height'> }

export interface PendingAttachment {
  /** Within its message. */
  readonly id: string
  readonly kind: AttachmentKind
  readonly name: string
  readonly type: string
  /** In bytes. */
  readonly size: number
  readonly width: number | null
  readonly height: number | null
  readonly durationMs: number | null
  readonly thumbhash: string | null
  readonly waveform: string | null
  readonly sticker: { readonly id: StickerId; readonly emoji: string; readonly words: string } | null
  /** The bytes, for showing them; null: not read from this device's store yet, or a sticker. */
  readonly file: Blob | null
  /** A video's poster. */
  readonly preview: Blob | null
  /** Bytes that the server has. */
  readonly sent: number
  /** `waiting`: for its turn, or the connection. `failed`: refused for good, or its bytes are gone. `ready`: the server has it. */
  readonly state: 'waiting' | 'uploading' | 'paused' | 'failed' | 'ready'
  readonly error?: Problem
}

export interface SendOptions {
  /** The seq of the message it answers, where it goes to that conversation alone. */
  readonly replyTo?: Seq
  /** Members whom the text mentions. */
  readonly mentions?: readonly UserId[]
  readonly attachments?: readonly NewAttachment[]
  readonly kind?: MessageKind
}

/** Where a list of starred messages goes on. */
export interface StarredPlace {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly starredAt: Instant
}

/** A message that the server has not acknowledged yet, in the order it goes out. */
export interface PendingMessage {
  readonly clientId: ClientId
  readonly kind: MessageKind
  readonly text: string
  readonly mentions: readonly UserId[]
  readonly places: readonly PendingPlace[]
  readonly attachments: readonly PendingAttachment[]
  /** The message whose words and attachments it brings to other places. */
  readonly forward?: { readonly conversationId: ConversationId; readonly seq: Seq }
  readonly replyTo: Seq | null
  readonly createdAt: Instant
  /** `waiting`: not tried yet. `sending`: tried; its fate is unknown. `failed`: refused for good, or a file of it was. */
  readonly status: 'waiting' | 'sending' | 'failed'
  readonly error?: Problem
}

export interface OverviewLine {
  readonly entry: OverviewEntry
  /** Live: what `entry.state` and later events make it. */
  readonly state: PrivateState
  readonly receipts: Receipts
  readonly typing: readonly UserId[]
  /** What waits in the outbox here; the last one is shown as the line's last message. */
  readonly pending: readonly PendingMessage[]
}

export interface OverviewState {
  /**
   * `loading`: nothing is here yet. `first`: the lines that stand first, from the server, on a device that had none. `ready`:
   * all, from the local store or the server.
   */
  readonly status: 'loading' | 'first' | 'ready'
  /** Among those that aren't here yet; null: all are, or nothing is known. */
  readonly rest: Overview['rest'] | null
  /** Pinned first, then newest first. Direct conversations without a message are left out. */
  readonly lines: readonly OverviewLine[]
  /** Chats that others started and that wait for my yes, newest first: in no other list, and counted nowhere. */
  readonly requests: readonly OverviewLine[]
  /** Conversations with something unread that are not muted; 0 as long as not all are here. */
  readonly unreadConversations: number
}

export interface ConversationState {
  readonly status: 'loading' | 'ready' | 'not_found'
  readonly conversation: Conversation | null
  readonly member: Member | null
  /** Present and past members, once loaded. */
  readonly members: readonly Member[] | null
  /** A run of history without holes, oldest first. What I change in it shows at once. */
  readonly events: readonly HistoryEvent[]
  readonly atStart: boolean
  /** The window reaches the newest event: live ones are appended. */
  readonly atEnd: boolean
  readonly loading: 'older' | 'newer' | null
  /** The last attempt to load failed; the same call tries again. */
  readonly error: Problem | null
  readonly lastSeq: Seq
  /** Others' messages newer than the window's end, or than what `read` covers. */
  readonly state: PrivateState | null
  /** Where the line for unread stands: after this seq. Fixed when the conversation is opened. */
  readonly unreadAfter: Seq | null
  readonly receipts: Receipts
  /** Messages with my star, as far as they are here. */
  readonly starred: ReadonlySet<Seq>
  readonly pending: readonly PendingMessage[]
  /** Where the messages pinned here stand: oldest pin first. Those outside the window are in `quotes`, or on their way. */
  readonly pinned: readonly Seq[]
  /** What `needQuotes` loaded, by seq, kept up to date; a text is cut to LIMITS.previewChars. Null: not open to me. */
  readonly quotes: ReadonlyMap<Seq, MessagePosted | null>
  readonly typing: readonly UserId[]
}

export interface ContactsState {
  readonly status: 'loading' | 'ready'
  readonly contacts: readonly Contact[]
  /** Those I block, by name. */
  readonly blocked: readonly Profile[]
  /** Groups that wait for my yes, newest first. */
  readonly invitations: readonly Invitation[]
}

/** One conversation, live while it is open. */
export interface ConversationHandle {
  readonly id: ConversationId
  readonly store: ReadonlyStore<ConversationState>
  /** Shows what is here at once and loads the rest, around the first unread. Balanced by `close`. */
  open(): void
  close(): void
  readonly isOpen: boolean
  loadOlder(): Promise<void>
  loadNewer(): Promise<void>
  /** Makes the window the newest page. */
  jumpToEnd(): Promise<void>
  /** Makes the window one around `seq`. */
  jumpTo(seq: Seq): Promise<void>
  /** What is drawn, up to the newest where `to` is null: of what is loaded far away from it, `spare` events are kept. */
  letGo(from: Seq, to: Seq | null, spare?: number): void
  loadMembers(): Promise<void>
  /** The text may be empty where the message carries something else. */
  send(text: string, options?: SendOptions): ClientId
  /**
   * These show at once, and resolve when the server has them. They reject with a KithError and show what is when it
   * refuses, or can't be reached: then the same again is safe.
   */
  edit(seq: Seq, text: string, mentions?: readonly UserId[]): Promise<void>
  /** For everyone. */
  delete(seq: Seq): Promise<void>
  /** In place of my reaction so far; null takes it back. */
  react(seq: Seq, emoji: string | null): Promise<void>
  /** For everybody here. */
  pin(seq: Seq, pinned: boolean): Promise<void>
  /** More places for a message of mine: shown when the server has it, all or none. The same again is safe. */
  placeMore(seq: Seq, places: readonly PlaceTarget[]): Promise<void>
  /** How far a message of mine got, in each of its places. */
  info(seq: Seq): Promise<MessageInfo>
  /** For me alone, shown and settled as the above. `hidden`: deleted for me. */
  setOwn(seqs: readonly Seq[], change: { readonly starred?: boolean; readonly hidden?: true }): Promise<void>
  /** A message as far as it is here, in `events` or `quotes`. Null: not open to me. Undefined: `needQuotes` loads it. */
  quote(seq: Seq): MessagePosted | null | undefined
  /** Loads those that aren't here yet into `quotes`; many calls make one request. */
  needQuotes(seqs: readonly Seq[]): void
  /** Earlier wordings, oldest first. */
  versions(seq: Seq): Promise<readonly MessageVersion[]>
  /** Everything up to `seq` was on a visible, focused screen. */
  read(seq: Seq): void
  /** Asked whenever something new is about to be shown: whether the person is looking at where it will be. Null: nobody. */
  readAs(looking: (() => boolean) | null): void
  /** The person types; sent at most every few seconds. */
  typing(): void
}

/** What I have begun to write: kept on this device at once, and in step with my others a moment after the last key. */
export interface DraftsHandle {
  /** One without text and `replyTo` is none. */
  readonly store: ReadonlyStore<ReadonlyMap<ConversationId, Draft>>
  write(id: ConversationId, written: Pick<Draft, 'text' | 'replyTo'>): void
  /** It was sent, or taken back. */
  clear(id: ConversationId): void
  /** Tells the server without waiting: the conversation is left. */
  flush(id: ConversationId): void
}

/** A signed-in client: the same in browsers, load generators, tests and bots. */
export interface KithClient {
  /** What is stored here is shown. */
  readonly restored: Promise<void>
  readonly me: ReadonlyStore<Me>
  readonly connection: ReadonlyStore<ConnectionState>
  readonly overview: ReadonlyStore<OverviewState>
  /** Profiles by id, as far as they are known. */
  readonly people: ReadonlyStore<ReadonlyMap<UserId, Profile>>
  readonly contacts: ReadonlyStore<ContactsState>
  readonly presence: ReadonlyStore<ReadonlyMap<UserId, Presence>>
  /** Moves on when what is private to me, and in no conversation, has changed: contacts, stickers. 0: not known yet. */
  readonly privateVersion: ReadonlyStore<number>
  readonly drafts: DraftsHandle
  /** How far the server's clock is ahead of this device's, in milliseconds; 0 while that isn't known. */
  readonly clockOffset: ReadonlyStore<number>
  /** All that waits, in all conversations. */
  readonly pending: ReadonlyStore<readonly PendingMessage[]>
  /**
   * Whether what was found, or starred, at a place isn't there any more. Another function when there is more of that, or
   * a message has lost its files.
   */
  readonly gone: ReadonlyStore<(place: Place) => boolean>

  /** The server's clock as far as it is known here, in milliseconds since 1970: what the server dates is judged by it. */
  now(): number
  conversation(id: ConversationId): ConversationHandle
  /** One message to several places at once, or one that is there already (`forward`), with other words if there are any. */
  sendTo(
    places: readonly PlaceTarget[],
    text: string,
    options?: Omit<SendOptions, 'replyTo'> | { readonly forward: NonNullable<PendingMessage['forward']> },
  ): ClientId
  /** Loads the profiles that aren't here yet; many calls make one request. */
  needPeople(userIds: readonly UserId[]): void
  /** Follows these users' presence until the returned function is called. */
  watchPresence(userIds: readonly UserId[]): () => void
  /** Opens the direct conversation with a user, making it when there is none. */
  openDirect(userId: UserId): Promise<ConversationId>
  /** Takes up a chat that somebody else started: from then on it is one like others. */
  acceptRequest(id: ConversationId): Promise<void>
  /** Deletes the chat for me: it leaves my list with its past, and is a group left. What nobody has is erased. */
  deleteChat(id: ConversationId): Promise<void>
  setPrivateState(
    id: ConversationId,
    change: {
      markedUnread?: boolean
      mutedUntil?: Instant | null
      mentionsOnly?: boolean
      pinned?: boolean
      archived?: boolean
    },
  ): Promise<void>
  /** My starred messages of all conversations, those starred last first: a page, before the one named. */
  starred(before?: StarredPlace): Promise<readonly StarredMessage[]>
  /**
   * Changes or takes back what waits. Once it was tried, that becomes an edit or deletion of the message as soon as its
   * fate is known. False: it doesn't wait any more.
   */
  editPending(clientId: ClientId, text: string, mentions?: readonly UserId[]): boolean
  cancelPending(clientId: ClientId): boolean
  /** Tries a failed message again, its files included. */
  retryPending(clientId: ClientId): void
  /** Holds back one of its files, or goes on with it. The message waits; later ones don't. */
  pauseUpload(clientId: ClientId, attachmentId: string): void
  resumeUpload(clientId: ClientId, attachmentId: string): void
  /**
   * Brings a file that no message carries, like a sticker's picture. What passes is tried again a few times.
   * @throws KithError the server's refusal, or the signal's reason
   */
  bringFile(file: FileToBring): Promise<Uploaded>
  /** What the person does: input, and whether the app is on screen. */
  activity(report: { visible: boolean; input: boolean }): void
  /** Connect now, without waiting for the next try: the network is back, or the device woke up. */
  wake(): void
  /** Stops sockets and timers; what is stored stays. */
  stop(): Promise<void>
  /** Wipes what is stored here for this account and stops. The session is ended by the caller. */
  wipe(): Promise<void>
}
