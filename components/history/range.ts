import type { HistoryEvent } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

/** The part of the loaded events that is drawn. `to` null: up to the newest, and what comes after it. */
export interface Range {
  readonly from: Seq
  readonly to: Seq | null
}

/** How many events are drawn more at an edge that is scrolled to. */
export const STEP = 6
const OPENING = 60
const BEFORE_UNREAD = 30

/** Index of the first event at or above `seq`; events are in seq order. */
export function indexFrom(events: readonly HistoryEvent[], seq: Seq): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle]?.seq ?? 0) >= seq) high = middle
    else low = middle + 1
  }
  return low
}

export function sliceOf(events: readonly HistoryEvent[], range: Range): readonly HistoryEvent[] {
  return events.slice(
    indexFrom(events, range.from),
    range.to === null ? events.length : indexFrom(events, range.to + 1),
  )
}

export const newestRange = (events: readonly HistoryEvent[], count = OPENING): Range => ({
  from: events[Math.max(0, events.length - Math.min(count, OPENING))]?.seq ?? 0,
  to: null,
})

/** Whether everything after `seq` that is older than the first event is among the events. */
export const reachesBack = (events: readonly HistoryEvent[], seq: Seq, atStart: boolean): boolean =>
  atStart || (events[0]?.seq ?? Number.POSITIVE_INFINITY) <= seq + 1

/** Others' first message after `unreadAfter`. Null: there is none, or what comes before it isn't loaded. */
export function firstUnread(
  events: readonly HistoryEvent[],
  unreadAfter: Seq | null,
  atStart: boolean,
  meId: UserId,
): HistoryEvent | null {
  if (unreadAfter === null) return null
  if (!reachesBack(events, unreadAfter, atStart)) return null
  const others = (event: HistoryEvent) => event.kind === 'message:posted' && event.actorId !== meId
  return events.slice(indexFrom(events, unreadAfter + 1)).find(others) ?? null
}

export function rangeAround(events: readonly HistoryEvent[], seq: Seq): Range {
  const index = indexFrom(events, seq)
  const end = index + OPENING
  return {
    from: events[Math.max(0, index - BEFORE_UNREAD)]?.seq ?? 0,
    to: end >= events.length ? null : (events[end]?.seq ?? null),
  }
}

export const overlaps = (events: readonly HistoryEvent[], range: Range): boolean => sliceOf(events, range).length > 0
