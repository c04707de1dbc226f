import type {
  Conversation,
  Head,
  HistoryPage,
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
  PrivateState,
  Receipts,
  StarredMessage,
} from '@/contracts/dto'
import type { Changed, Placed, Sent } from '@/contracts/events'
import type { ConversationId, Instant, PictureId, Seq, UserId } from '@/contracts/ids'
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
import type { KithError } from '@/server/domain/errors'
import type { NewGroup } from '@/server/domain/found'
import type { BlobId } from './file-ports'

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
  /** `first`: so many entries alone, as domain/overview-order.ts chooses them, in any order; all where there are no more. */
  overview(userId: UserId, first?: number): Promise<Overview>
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
