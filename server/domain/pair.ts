import type { UserId } from '@/contracts/ids'
import { compareIds } from './roles'

/** Names the pair of a direct conversation: the same whoever asks. */
export function pairKeyOf(userId: UserId, otherId: UserId): string {
  return [userId, otherId].sort(compareIds).join(':')
}

/** The two users of a pair's key, the smaller id first. */
export function pairOf(key: string | null): readonly [UserId, UserId] | null {
  const [smaller, larger] = key?.split(':') ?? []
  return smaller === undefined || larger === undefined ? null : [smaller, larger]
}
