import type { PrivacyChange, PrivacySettings } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { PrivacyTopic } from '@/server/domain/privacy'

/** Who may see what of a user, as they decided. */
export interface Privacy {
  read(userId: UserId): Promise<PrivacySettings>
  /**
   * Replaces what is decided about one topic. Counts the user's private version up, and that of their profile, which
   * others see differently now. @throws KithError `not_found` for people who don't exist
   */
  change(userId: UserId, change: PrivacyChange): Promise<{ settings: PrivacySettings; privateVersion: number }>
  /** Of `viewerIds`, those who may see this of the owner now; of what is mutual, also whose own the owner may see. */
  allowed(topic: PrivacyTopic, ownerId: UserId, viewerIds: readonly UserId[]): Promise<readonly UserId[]>
  /** Counts the versions of these users' profiles up: whom they concern see them differently. */
  seenAnew(userIds: readonly UserId[]): Promise<void>
}
