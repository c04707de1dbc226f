import type { MessageInfo, Place } from '@/contracts/dto'
import type { Instant, UserId } from '@/contracts/ids'

/** One recipient, with every place in which they have the message. */
export interface BoardPerson {
  readonly userId: UserId
  readonly places: readonly BoardCell[]
}

export interface BoardCell {
  readonly place: Place
  /** Null: not yet. What was seen was delivered, at the latest then. */
  readonly deliveredAt: Instant | null
  readonly seenAt: Instant | null
}

/** What a message's info says, turned round: from places with people to people with places. */
export function boardOf({ places }: MessageInfo): readonly BoardPerson[] {
  const board = new Map<UserId, BoardCell[]>()
  for (const { conversationId, seq, recipients } of places) {
    for (const { userId, deliveredAt, seenAt } of recipients) {
      const cells = board.get(userId) ?? []
      board.set(userId, cells)
      cells.push({ place: { conversationId, seq }, deliveredAt: deliveredAt ?? seenAt, seenAt })
    }
  }
  return [...board].map(([userId, cells]) => ({ userId, places: cells }))
}

/** How many of them have it, and have seen it, in at least one place. */
export function reached(board: readonly BoardPerson[]): { readonly delivered: number; readonly seen: number } {
  const count = (has: (cell: BoardCell) => boolean) => board.filter(({ places }) => places.some(has)).length
  return { delivered: count((cell) => cell.deliveredAt !== null), seen: count((cell) => cell.seenAt !== null) }
}
