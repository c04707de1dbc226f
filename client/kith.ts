import type { StoreApi } from 'zustand/vanilla'
import type {
  Contact,
  Conversation,
  HistoryEvent,
  Me,
  Member,
  MessagePosted,
  MessageVersion,
  OverviewEntry,
  Presence,
  PrivateState,
  Profile,
  Receipts,
  StarredMessage,
} from '@/contracts/dto'
import type { ClientId, ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import type { ErrorCode } from '@/server/domain/errors'

/** State that can be read and followed; zustand's `useStore(store, selector)` binds it to React. */
export type ReadonlyStore<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>

export type ConnectionState =
  | { readonly status: 'online' }
  /** A connection is being made. `since` is by performance.now()-like milliseconds of Date.now(). */
  | { readonly status: 'connecting'; readonly since: number }
  /** The device has no network, or the server doesn't answer: tried again at `retryAt`. */
  | { readonly status: 'waiting'; readonly since: number; readonly retryAt: number | null }
  /** Signed out or revoked: nothing is here any more. */
  | { readonly status: 'ended' }
  /** This client is too old for the server: reload. */
  | { readonly status: 'outdated' }

/** Where a list of starred messages goes on. */
export interface StarredPlace {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly starredAt: Instant
}

/** A message that the server has not acknowledged yet, in the order it goes out. */
export interface PendingMessage {
  readonly clientId: ClientId
  readonly conversationId: ConversationId
  readonly text: string
  readonly replyTo: Seq | null
  readonly createdAt: Instant
  /** `waiting`: not tried yet. `sending`: tried; its fate is unknown. `failed`: refused for good. */
  readonly status: 'waiting' | 'sending' | 'failed'
  readonly error?: { readonly code: ErrorCode; readonly message: string }
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
  /** `loading`: nothing is here yet. `ready`: from the local store or the server. */
  readonly status: 'loading' | 'ready'
  /** Pinned first, then newest first. Direct conversations without a message are left out. */
  readonly lines: readonly OverviewLine[]
  /** Conversations with something unread that are not muted. */
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
  readonly error: { readonly code: ErrorCode; readonly message: string } | null
  readonly lastSeq: Seq
  /** Others' messages newer than the window's end, or than what `read` covers. */
  readonly state: PrivateState | null
  /** Where the line for unread stands: after this seq. Fixed when the conversation is opened. */
  readonly unreadAfter: Seq | null
  readonly receipts: Receipts
  /** Messages with my star, as far as they are here. */
  readonly starred: ReadonlySet<Seq>
  readonly pending: readonly PendingMessage[]
  /** What `needQuotes` loaded, by seq, kept up to date; a text is cut to LIMITS.previewChars. Null: not open to me. */
  readonly quotes: ReadonlyMap<Seq, MessagePosted | null>
  readonly typing: readonly UserId[]
}

export interface ContactsState {
  readonly status: 'loading' | 'ready'
  readonly contacts: readonly Contact[]
}

/** One conversation, live while it is open. */
export interface ConversationHandle {
  readonly id: ConversationId
  readonly store: ReadonlyStore<ConversationState>
  /** Shows what is here at once and loads the rest, around the first unread. Balanced by `close`. */
  open(): void
  close(): void
  loadOlder(): Promise<void>
  loadNewer(): Promise<void>
  /** Makes the window the newest page. */
  jumpToEnd(): Promise<void>
  /** Makes the window one around `seq`. */
  jumpTo(seq: Seq): Promise<void>
  loadMembers(): Promise<void>
  /** `replyTo`: the seq of the message it answers. */
  send(text: string, options?: { readonly replyTo?: Seq }): ClientId
  /**
   * These show at once, and resolve when the server has them. They reject with a KithError and show what is when it
   * refuses, or can't be reached: then the same again is safe.
   */
  edit(seq: Seq, text: string): Promise<void>
  /** For everyone. */
  delete(seq: Seq): Promise<void>
  /** In place of my reaction so far; null takes it back. */
  react(seq: Seq, emoji: string | null): Promise<void>
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
  /** The person types; sent at most every few seconds. */
  typing(): void
}

/** A signed-in client: the same in browsers, load generators, tests and bots. */
export interface KithClient {
  readonly me: ReadonlyStore<Me>
  readonly connection: ReadonlyStore<ConnectionState>
  readonly overview: ReadonlyStore<OverviewState>
  /** Profiles by id, as far as they are known. */
  readonly people: ReadonlyStore<ReadonlyMap<UserId, Profile>>
  readonly contacts: ReadonlyStore<ContactsState>
  readonly presence: ReadonlyStore<ReadonlyMap<UserId, Presence>>
  /** All that waits, in all conversations. */
  readonly pending: ReadonlyStore<readonly PendingMessage[]>

  conversation(id: ConversationId): ConversationHandle
  /** Loads the profiles that aren't here yet; many calls make one request. */
  needPeople(userIds: readonly UserId[]): void
  /** Follows these users' presence until the returned function is called. */
  watchPresence(userIds: readonly UserId[]): () => void
  /** Opens the direct conversation with a user, making it when there is none. */
  openDirect(userId: UserId): Promise<ConversationId>
  setPrivateState(
    id: ConversationId,
    change: { markedUnread?: boolean; mutedUntil?: Instant | null; pinned?: boolean; archived?: boolean },
  ): Promise<void>
  /** My starred messages of all conversations, those starred last first: a page, before the one named. */
  starred(before?: StarredPlace): Promise<readonly StarredMessage[]>
  /**
   * Changes or takes back what waits. Once it was tried, that becomes an edit or deletion of the message as soon as its
   * fate is known. False: it doesn't wait any more.
   */
  editPending(clientId: ClientId, text: string): boolean
  cancelPending(clientId: ClientId): boolean
  /** Tries a failed message again. */
  retryPending(clientId: ClientId): void
  /** What the person does: input, and whether the app is on screen. */
  activity(report: { visible: boolean; input: boolean }): void
  /** Connect now, without waiting for the next try: the network is back, or the device woke up. */
  wake(): void
  /** Stops sockets and timers; what is stored stays. */
  stop(): Promise<void>
  /** Wipes what is stored here for this account and stops. The session is ended by the caller. */
  wipe(): Promise<void>
}
