import type { Receipts } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

export interface MemberMarks {
  readonly userId: UserId
  readonly active: boolean
  readonly delivered: Seq
  readonly seen: Seq
}

/** How far every other active member got; null when there is none, and then receipts stay as they are. */
export function reachedByOthers(
  members: readonly MemberMarks[],
  senderId: UserId,
): { readonly delivered: Seq; readonly seen: Seq } | null {
  const others = members.filter(({ userId, active }) => active && userId !== senderId)
  if (others.length === 0) return null
  return {
    delivered: Math.min(...others.map(({ delivered }) => delivered)),
    seen: Math.min(...others.map(({ seen }) => seen)),
  }
}

/**
 * The newest of a sender's own messages that all others have, or have seen. Only moves forward.
 * `ownSeqs` in ascending order.
 */
export function advanceReceipts(before: Receipts, ownSeqs: readonly Seq[], reached: Receipts | null): Receipts {
  if (reached === null) return before
  return {
    delivered: Math.max(before.delivered, newestUpTo(ownSeqs, reached.delivered)),
    seen: Math.max(before.seen, newestUpTo(ownSeqs, reached.seen)),
  }
}

function newestUpTo(seqs: readonly Seq[], bound: Seq): Seq {
  return seqs.findLast((seq) => seq <= bound) ?? 0
}

/** As they are told to somebody whom the conversation shows no seen receipts. */
export function shownReceipts(receipts: Receipts, shown: boolean): Receipts {
  return shown || receipts.seen === 0 ? receipts : { ...receipts, seen: 0 }
}

/** What a `conversation:settingsChanged` set receipts to; null: it was about something else. */
export function receiptsSetTo(setTo: number | null | undefined): boolean | null {
  return setTo == null ? null : setTo !== 0
}
