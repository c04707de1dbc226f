import type { Reaction } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

/** That somebody reacted, from a seq on, until another one took it back. */
export interface ReactionStay {
  readonly userId: UserId
  readonly emoji: string
  readonly from: Seq
  readonly until: Seq | null
}

/** Those that stood at `asOf`, by emoji, the first used first. */
export function reactionsAt(stays: readonly ReactionStay[], asOf: Seq): readonly Reaction[] {
  const byEmoji = new Map<string, UserId[]>()
  for (const { userId, emoji, from, until } of [...stays].sort((a, b) => a.from - b.from)) {
    if (from > asOf || (until !== null && until <= asOf)) continue
    byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), userId])
  }
  return [...byEmoji].map(([emoji, userIds]) => ({ emoji, userIds }))
}
