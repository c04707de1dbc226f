import type { Seq } from '@/contracts/ids'
import type { MemoryConversation } from './memory-world'

/** What nobody can see any more, up to there, is left where it is: no read finds it. */
export function floorOf({ log, members }: MemoryConversation): Seq {
  const first = [...members.values()].flatMap(({ intervals, clearedTo }) =>
    intervals.flatMap(({ from, to }) => {
      const seq = Math.max(from, clearedTo + 1)
      return seq <= Math.min(to ?? log.length, log.length) ? [seq] : []
    }),
  )
  return first.length === 0 ? log.length : Math.min(...first) - 1
}
