import type { Invitation, PendingInvitation } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { ConversationChange, PrivateVersion, StateOf } from './log-ports'

/** What waits for somebody's yes: chats that others started with them, and groups. */
export interface Requests {
  /** Where it is no request any more nothing happens. @throws KithError `not_found`, `not_allowed` where they block the other */
  accept(userId: UserId, conversationId: ConversationId): Promise<StateOf>
  /** The groups that they are invited to, newest first. */
  invitations(userId: UserId): Promise<{ readonly invitations: readonly Invitation[]; readonly privateVersion: number }>
  /** Whom a group waits for, oldest first. @throws KithError `not_found`, `not_allowed` but for its admins */
  pending(userId: UserId, conversationId: ConversationId): Promise<readonly PendingInvitation[]>
  /** @throws KithError `not_found` where there is no invitation any more, `full`, `closed` */
  join(userId: UserId, conversationId: ConversationId, maxMembers: number): Promise<ConversationChange>
  /** Where there is none nothing happens. */
  decline(userId: UserId, conversationId: ConversationId): Promise<readonly PrivateVersion[]>
  /** Where there is none nothing happens. @throws KithError `not_found`, `not_allowed` but for the group's admins */
  takeBack(actorId: UserId, conversationId: ConversationId, userId: UserId): Promise<readonly PrivateVersion[]>
}
