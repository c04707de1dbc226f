import type { Seq } from '@/contracts/ids'
import { covers, type Interval } from './visibility'

/** As whom somebody looks at what became of messages. */
export interface Viewer {
  readonly active: boolean
  readonly intervals: readonly Interval[]
  /** The seq of the newest change of role or stay. */
  readonly changedSeq: Seq
}

/**
 * Whether a change of a message is shown to who may see the message: who has left is shown what was then; in a chat of
 * two, nothing that was done while one of them blocked the other.
 */
export function isShown(kind: 'direct' | 'group', { active, intervals, changedSeq }: Viewer, seq: Seq): boolean {
  if (kind === 'direct') return covers(intervals, seq)
  return active || seq <= changedSeq
}
