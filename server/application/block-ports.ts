import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { MovedReceipts, PrivateVersion } from './log-ports'

/** Who wants nothing to do with whom. Every change takes the lock of the chat of the two. */
export interface Blocks {
  /** Those that the user blocks, by name. */
  list(userId: UserId): Promise<{ readonly blocked: readonly Profile[]; readonly privateVersion: number }>
  /** A repetition changes nothing. @throws KithError `not_found` */
  block(userId: UserId, blockedId: UserId): Promise<BlockChange>
  /** What was said meanwhile stays unseen. @throws KithError `not_found` */
  unblock(userId: UserId, blockedId: UserId): Promise<BlockChange>
  /** Of `userIds`, those who block the user. */
  blocking(userId: UserId, userIds: readonly UserId[]): Promise<readonly UserId[]>
}

export interface BlockChange {
  /** The blocker's. */
  readonly privateVersion: number
  /** Those that stood still while one of the two blocked the other. */
  readonly receipts: readonly MovedReceipts[]
  /** What one of the two invited the other to is gone: those whom that concerns. */
  readonly concerned: readonly PrivateVersion[]
}
