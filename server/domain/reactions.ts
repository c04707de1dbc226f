import type { Reaction } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

/** That somebody reacted, from a seq on, until another one took it back. */
export interface ReactionStay {
  readonly userId: UserId
  readonly emoji: string
  readonly from: Seq
  readonly until: Seq | null
}

/**
 * Those that stand for who is shown what happened at the seqs that `shown` says, by emoji, the first used first. Of one
 * person, the last.
 */
export function reactionsAt(stays: readonly ReactionStay[], shown: (seq: Seq) => boolean): readonly Reaction[] {
  const byEmoji = new Map<string, UserId[]>()
  const begun = stays.filter(({ from }) => shown(from)).sort((a, b) => a.from - b.from)
  for (const { userId, emoji, from, until } of begun) {
    if (until !== null && shown(until)) continue
    if (begun.some((later) => later.userId === userId && later.from > from)) continue
    byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), userId])
  }
  return [...byEmoji].map(([emoji, userIds]) => ({ emoji, userIds }))
}
