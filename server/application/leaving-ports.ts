import type { Place, Profile } from '@/contracts/dto'
import type { ConversationId, SessionId, UserId } from '@/contracts/ids'
import type { BlobId } from './file-ports'

/** What became of an account that was just deleted. */
export interface Retired {
  /** What is left of it: the tombstone. */
  readonly profile: Profile
  /** Its sessions, which are over. */
  readonly sessionIds: readonly SessionId[]
}

/** What went with an account. */
export interface Forgotten {
  readonly released: readonly BlobId[]
  /** Those who had them as a contact, and themselves, with their new versions. */
  readonly concerned: readonly { readonly userId: UserId; readonly privateVersion: number }[]
}

/** Deleting an account: at once what makes it somebody's, then, piece by piece, whatever went with it. */
export interface Leaving {
  /**
   * In one transaction the account has no password, no session, no name and no picture any more. Null: it is deleted
   * already. `messages`: what they said goes as well. @throws KithError `not_allowed` for the only admin
   */
  retire(userId: UserId, messages: boolean): Promise<Retired | null>
  /** Deleted accounts of which something is left, the longest deleted first. */
  due(): Promise<readonly UserId[]>
  /** Runs `work` unless some process is at this account already. Whoever dies lets go of it at once. */
  alone(userId: UserId, work: () => Promise<void>): Promise<void>
  /** A place each of messages that are to go with the account. */
  messagesLeft(userId: UserId, limit: number): Promise<readonly Place[]>
  /** Chats that they have, or are in. */
  chatsLeft(userId: UserId, limit: number): Promise<readonly ConversationId[]>
  /** Everything that is theirs alone: contacts (also others' of them), blocks, invites, packs, uploads, exports. */
  forget(userId: UserId): Promise<Forgotten>
  /** Nothing is left. */
  forgotten(userId: UserId): Promise<void>
}
