import type { Seq } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'

/** Marks only move forward: the furthest of each mark in each conversation says all. */
export function mergeMoves(moves: readonly MarkMoveInput[]): MarkMoveInput[] {
  const merged = new Map<string, MarkMoveInput>()
  for (const move of moves) {
    const before = merged.get(move.conversationId)
    merged.set(move.conversationId, before ? furthest(before, move) : move)
  }
  return [...merged.values()]
}

function furthest(one: MarkMoveInput, other: MarkMoveInput): MarkMoveInput {
  return {
    conversationId: one.conversationId,
    ...later('delivered', one.delivered, other.delivered),
    ...later('read', one.read, other.read),
    ...later('seen', one.seen, other.seen),
  }
}

function later<Mark extends string>(mark: Mark, one: Seq | undefined, other: Seq | undefined) {
  const seq = Math.max(one ?? -1, other ?? -1)
  return (seq < 0 ? {} : { [mark]: seq }) as { [M in Mark]?: Seq }
}
