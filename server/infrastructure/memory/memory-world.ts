import type { Attachment, Message, MessageKind, MessageVersion, Place, Profile, Receipts } from '@/contracts/dto'
import type { ClientId, ConversationId, Instant, MessageId, Seq, UserId } from '@/contracts/ids'
import type { ConversationIdentity } from '@/server/application/committed-of'
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
  /** What was brought to be attached, by its upload's or sticker's id; `userId` null: anybody's. */
  readonly attachable: Map<string, { readonly userId: UserId | null; readonly attachment: Attachment }>
  nextId(): string
  /** The clock, but never before `notBefore`. */
  now(notBefore?: Instant): Instant
}

export interface MemoryUser {
  profile: Profile
  privateVersion: number
}

export interface MemoryConversation {
  readonly identity: ConversationIdentity
  shared: SharedState
  lastSentAt: Instant
  /** The row of seq n is at n - 1. */
  readonly log: MemoryLogRow[]
  readonly members: Map<UserId, MemoryMember>
  readonly moves: MemoryMarkMove[]
}

export interface MemoryLogRow {
  readonly seq: Seq
  readonly kind: LogKind
  readonly actorId: UserId
  readonly at: Instant
  readonly userId: UserId | null
  readonly messageId: MessageId | null
  /** The seq of the posting that this changed. */
  readonly target: Seq | null
}

export interface MemoryMember extends GroupMember {
  readonly delivered: Seq
  readonly read: Seq
  readonly seen: Seq
  readonly receipts: Receipts
  readonly stateVersion: number
  readonly markedUnread: boolean
  readonly mutedUntil: Instant | null
  readonly pinnedAt: Instant | null
  readonly archived: boolean
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
  readonly attachments: readonly Attachment[]
  readonly forwardedFrom: UserId | null
  readonly createdAt: Instant
  readonly sentAt: Instant
  readonly editedAt: Instant | null
  /** Earlier wordings, oldest first. */
  readonly versions: readonly MessageVersion[]
  /** By conversation id. */
  readonly placements: readonly MemoryPlacement[]
}

export interface MemoryPlacement extends Place {
  readonly replyTo: Seq | null
  readonly mentions: readonly UserId[]
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
  return {
    users: new Map(),
    conversations: new Map(),
    messages: new Map(),
    attachable: new Map(),
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
