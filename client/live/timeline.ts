import type { HistoryPage, LogEntry, LogEvent } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

/** A run of a conversation's history without holes: pages, and what came live after them. */
export interface Timeline {
  readonly events: readonly LogEvent[]
  /** Everything visible from the first event up to this seq is in `events`. */
  readonly to: Seq
  readonly atStart: boolean
}

const lastSeq = (events: readonly LogEvent[]): Seq => events.at(-1)?.seq ?? 0

/** How far a page reaches: at the end it covers what it was read at, skipped seqs included. */
const reach = (page: HistoryPage): Seq =>
  page.atEnd ? Math.max(page.readAt, lastSeq(page.events)) : lastSeq(page.events)

export function fromPage(page: HistoryPage): Timeline {
  return { events: page.events, to: reach(page), atStart: page.atStart }
}

/** What the gate let through; `after` is the seq before it. Not joined to a window that ends earlier. */
export function append(timeline: Timeline, entry: LogEntry, after: Seq): Timeline {
  if (timeline.to < after || entry.seq <= timeline.to) return timeline
  const events = entry.kind === 'skip' ? timeline.events : [...timeline.events, entry]
  return { ...timeline, events, to: entry.seq }
}

/** An older page, read before the window's first event. */
export function prepend(timeline: Timeline, page: HistoryPage): Timeline {
  const first = timeline.events[0]?.seq ?? Number.POSITIVE_INFINITY
  const older = page.events.filter((event) => event.seq < first)
  const atStart = timeline.atStart || page.atStart
  if (older.length === 0 && atStart === timeline.atStart) return timeline
  return { ...timeline, events: [...older, ...timeline.events], atStart }
}

/** A newer page, read after a seq that the window covered then. */
export function extend(timeline: Timeline, page: HistoryPage): Timeline {
  const newer = page.events.filter((event) => event.seq > timeline.to)
  const to = Math.max(timeline.to, reach(page))
  if (newer.length === 0 && to === timeline.to) return timeline
  return { ...timeline, events: newer.length > 0 ? [...timeline.events, ...newer] : timeline.events, to }
}

/** Each event as `refresh` returns it; the same timeline when none changed. */
export function refreshed(timeline: Timeline, refresh: (event: LogEvent) => LogEvent): Timeline {
  let changed = false
  const events = timeline.events.map((event) => {
    const next = refresh(event)
    changed ||= next !== event
    return next
  })
  return changed ? { ...timeline, events } : timeline
}

/** Only the newest `keep` events, for a conversation that is not on screen. */
export function trimmed(timeline: Timeline, keep: number): Timeline {
  if (timeline.events.length <= keep) return timeline
  return { ...timeline, events: timeline.events.slice(-keep), atStart: false }
}

/** How many messages in (from, to] aren't `me`'s; null when not all of these seqs are in the window. */
export function postsOfOthers({ events, to: end, atStart }: Timeline, me: UserId, from: Seq, to: Seq): number | null {
  const first = events[0]?.seq
  if (first === undefined || end < to || (first > from + 1 && !atStart)) return null
  let count = 0
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (!event || event.seq <= from) break
    if (event.seq <= to && event.kind === 'message:posted' && event.message.senderId !== me) count += 1
  }
  return count
}
