import type {
  Attachment,
  Draft,
  LinkPreview,
  Message,
  MessageKind,
  MessageVersion,
  Place,
  Profile,
  Receipts,
  Retention,
  SeqRange,
  Sticker,
  Uploaded,
} from '@/contracts/dto'
import type { ClientId, ConversationId, Instant, MessageId, Seq, StickerId, UploadId, UserId } from '@/contracts/ids'
import type { ConversationIdentity } from '@/server/application/committed-of'
import type { BlobId } from '@/server/application/file-ports'
import type { GroupMember, LogKind, SharedState } from '@/server/domain/group'
import type { ReactionStay } from '@/server/domain/reactions'

/**
 * Everything that the fakes of MessageLog and Conversations share: the model that the contract suites hold Postgres
 * to, and that the client's property tests talk to. Its changes are synchronous: a call is done when it returns.
 */
export interface MemoryWorld {
  readonly users: Map<UserId, MemoryUser>
  readonly conversations: Map<ConversationId, MemoryConversation>
  readonly messages: Map<MessageId, MemoryMessage>
  /** What answers a late retry of what was erased, by `senderId/clientId`. */
  readonly erasedSends: Map<string, Pick<MemoryMessage, 'id' | 'sentAt'>>
  readonly uploads: Map<UploadId, MemoryUpload>
  /** By link. */
  readonly linkPreviews: Map<string, LinkPreview>
  readonly packs: Map<string, MemoryPack>
  /** Who blocks whom, since when, by `userId/blockedId`. */
  readonly blocks: Map<string, Instant>
  /** How many days messages and files are kept. */
  retention: Retention
  /** Chats that somebody was asked for, by `askedId/askerId`: until they accept. */
  readonly requests: Map<string, MemoryRequest>
  /** By `conversationId/userId`. */
  readonly invitations: Map<string, MemoryInvitation>
  /** Who starts no chat with whom, and adds them to no group, without asking: `chats/ownerId` or `groups/ownerId`. */
  readonly askFirst: Set<string>
  /** Whether somebody may start a chat with the owner, or add them to a group; the accounts' fake may bring its own. */
  letsIn(topic: 'chats' | 'groups', ownerId: UserId, viewerId: UserId): boolean
  /** What users like of stickers, or used, by `userId/stickerId`. */
  readonly likes: Map<string, { readonly favouriteAt: Instant | null; readonly usedAt: Instant | null }>
  /** Whether two people show each other what they have seen in their direct chat; the accounts' fake may bring its own. */
  receiptsBetween(one: UserId, other: UserId): boolean
  nextId(): string
  /** The clock, but never before `notBefore`. */
  now(notBefore?: Instant): Instant
}

export interface MemoryRequest {
  conversationId: ConversationId
  readonly askedId: UserId
  readonly askerId: UserId
  readonly askedAt: Instant
  refused: boolean
  sent: number
}

export interface MemoryInvitation {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly byId: UserId
  readonly at: Instant
}

export interface MemoryUser {
  profile: Profile
  privateVersion: number
}

/** `blobId` null: still coming, or refused. */
export interface MemoryUpload extends Uploaded {
  readonly userId: UserId
  readonly blobId: BlobId | null
  readonly previewId: BlobId | null
}

export interface MemoryPack {
  readonly id: string
  readonly ownerId: UserId | null
  readonly slug: string | null
  name: string
  stickers: readonly MemorySticker[]
}

export interface MemorySticker extends Pick<Sticker, 'emoji' | 'words' | 'width' | 'height'> {
  readonly id: StickerId
  readonly blobId: BlobId
  readonly type: string
  readonly size: number
}

/** An attachment with the bytes that it keeps. */
export interface MemoryAttachment {
  readonly told: Attachment
  readonly blobId: BlobId
  readonly previewId: BlobId | null
}

export interface MemoryConversation {
  readonly identity: ConversationIdentity
  shared: SharedState
  lastSentAt: Instant
  /** The row of seq n is at n - 1. */
  readonly log: MemoryLogRow[]
  readonly members: Map<UserId, MemoryMember>
  readonly moves: MemoryMarkMove[]
  /** Who set its end last. */
  endsBy: UserId
  /** Everybody has deleted it. */
  retired: boolean
}

export interface MemoryLogRow {
  readonly seq: Seq
  readonly kind: LogKind
  /** Empty: nobody. */
  readonly actorId: UserId
  readonly at: Instant
  readonly userId: UserId | null
  readonly messageId: MessageId | null
  /** The seq of the posting that this changed. */
  readonly target: Seq | null
  /** What a timer was set to. Of a pin 1, of its end 0. */
  readonly setTo?: number | null
  /** What was erased. A row of which nothing is left has erased nothing itself: nobody sees it. */
  readonly erased?: readonly SeqRange[]
}

export interface MemoryMember extends GroupMember {
  readonly delivered: Seq
  readonly read: Seq
  readonly seen: Seq
  readonly receipts: Receipts
  readonly stateVersion: number
  readonly away: boolean
  readonly markedUnread: boolean
  readonly mutedUntil: Instant | null
  readonly mentionsOnly: boolean
  readonly pinnedAt: Instant | null
  readonly archived: boolean
  readonly draft: Draft | null
  /** By seq. */
  readonly own: ReadonlyMap<Seq, MemoryOwnMark>
  readonly ownVersion: number
}

export interface MemoryOwnMark {
  readonly starredAt: Instant | null
  readonly hidden: boolean
  readonly version: number
}

export interface MemoryMessage {
  readonly id: MessageId
  readonly senderId: UserId
  readonly clientId: ClientId
  readonly kind: MessageKind
  readonly text: string
  readonly attachments: readonly MemoryAttachment[]
  readonly filesErased?: Message['filesErased']
  readonly forwardedFrom: UserId | null
  readonly preview: LinkPreview | null
  readonly createdAt: Instant
  readonly sentAt: Instant
  readonly editedAt: Instant | null
  /** Earlier wordings, oldest first. */
  readonly versions: readonly MemoryVersion[]
  /** By conversation id. */
  readonly placements: readonly MemoryPlacement[]
}

/** With the card that it had. */
export interface MemoryVersion extends MessageVersion {
  readonly preview: LinkPreview | null
}

export interface MemoryPlacement extends Place {
  readonly replyTo: Seq | null
  readonly mentions: readonly UserId[]
  /** When it is erased here. */
  readonly expiresAt: Instant | null
  /** Those of earlier wordings, by how many came before. */
  readonly mentionsBefore?: Readonly<Record<number, readonly UserId[]>>
  readonly deletedBy: UserId | null
  readonly pinned: Message['pinned']
  readonly reactions: readonly ReactionStay[]
}

/** One move of a member's mark, covering (from, to]. */
export interface MemoryMarkMove {
  readonly userId: UserId
  readonly kind: 'delivered' | 'seen'
  readonly from: Seq
  readonly to: Seq
  readonly at: Instant
}

export function createMemoryWorld(options: { now?: () => number } = {}): MemoryWorld {
  const clock = options.now ?? Date.now
  let lastId = 0
  const askFirst = new Set<string>()
  return {
    users: new Map(),
    conversations: new Map(),
    messages: new Map(),
    erasedSends: new Map(),
    uploads: new Map(),
    linkPreviews: new Map(),
    packs: new Map(),
    blocks: new Map(),
    requests: new Map(),
    invitations: new Map(),
    askFirst,
    letsIn: (topic, ownerId) => !askFirst.has(`${topic}/${ownerId}`),
    likes: new Map(),
    retention: { messages: null, files: null },
    receiptsBetween: () => true,
    nextId: () => String(++lastId),
    now: (notBefore = '') => {
      const now = new Date(clock()).toISOString()
      return notBefore > now ? notBefore : now
    },
  }
}

export function addUser(world: MemoryWorld, profile: Profile): void {
  world.users.set(profile.id, { profile, privateVersion: 1 })
}
