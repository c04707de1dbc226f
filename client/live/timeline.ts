import type { HistoryEvent, HistoryPage, LogEntry, Message, MessageChanged } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import { isLine } from '@/server/domain/history'
import { pinsAfter } from './pins'

/** A run of a conversation's history without holes: pages, and what came live after them. */
export interface Timeline {
  readonly events: readonly HistoryEvent[]
  /** Everything visible from the first event up to this seq is in `events`. */
  readonly to: Seq
  readonly atStart: boolean
  /** What is pinned in the conversation, in the window or not. */
  readonly pins: readonly Seq[]
}

const lastSeq = (events: readonly HistoryEvent[]): Seq => events.at(-1)?.seq ?? 0

/** How far a page reaches: at the end it covers what it was read at, skipped seqs included. */
const reach = (page: HistoryPage): Seq =>
  page.atEnd ? Math.max(page.readAt, lastSeq(page.events)) : lastSeq(page.events)

export function fromPage(page: HistoryPage): Timeline {
  return { events: page.events, to: reach(page), atStart: page.atStart, pins: page.pinned }
}

/** What the gate let through; `after` is the seq before it. Not joined to a window that ends earlier. */
export function append(timeline: Timeline, entry: LogEntry, after: Seq): Timeline {
  const told = entry.kind !== 'skip' && entry.kind !== 'messages:erased' ? entry : null
  const current = told && !isLine(told) ? changed(timeline, told) : timeline
  if (timeline.to < after || entry.seq <= timeline.to) return current
  const events = told && isLine(told) ? [...current.events, told] : current.events
  return { ...current, events, to: entry.seq }
}

/** With what became of one of its messages; the same timeline when it isn't here, or is newer. */
export function changed(timeline: Timeline, change: MessageChanged): Timeline {
  const index = indexOf(timeline.events, change.target)
  const event = timeline.events[index]
  const next = event && withChange(event, change)
  const pins = pinsAfter(timeline.pins, change)
  if (pins === timeline.pins && (!next || next === event)) return timeline
  return { ...timeline, pins, events: next ? timeline.events.with(index, next) : timeline.events }
}

/** The same object when the change isn't its own, or isn't newer. */
export function withChange<E extends HistoryEvent>(event: E, { target, message }: MessageChanged): E {
  if (event.seq !== target || event.kind !== 'message:posted') return event
  return event.message.changedSeq >= message.changedSeq ? event : { ...event, message }
}

/** Where the event of `seq` is; -1 when it isn't here. */
export function indexOf(events: readonly HistoryEvent[], seq: Seq): number {
  let low = 0
  let high = events.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = events[middle]?.seq ?? 0
    if (found === seq) return middle
    if (found < seq) low = middle + 1
    else high = middle - 1
  }
  return -1
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

/** With what a page read later has from the first event up to `to`; null as `without`. */
export function renewed(timeline: Timeline, page: HistoryPage, to: Seq): Timeline | null {
  const events = [...page.events.filter(({ seq }) => seq <= to), ...timeline.events.filter(({ seq }) => seq > to)]
  return events.length > 0 || timeline.atStart ? { ...timeline, events, pins: page.pinned } : null
}

/** Without what is gone for me, or for ever; null when nothing is left of a window that doesn't reach the start. */
export function without(timeline: Timeline, isGone: (seq: Seq) => boolean): Timeline | null {
  const pins = timeline.pins.some(isGone) ? timeline.pins.filter((seq) => !isGone(seq)) : timeline.pins
  if (!timeline.events.some(({ seq }) => isGone(seq))) return pins === timeline.pins ? timeline : { ...timeline, pins }
  const events = timeline.events.filter(({ seq }) => !isGone(seq))
  return events.length > 0 || timeline.atStart ? { ...timeline, events, pins } : null
}

/** Without what was deleted with the chat up to `seq`; null when the window ended before that. */
export function cleared(timeline: Timeline, seq: Seq): Timeline | null {
  const first = timeline.events[0]?.seq ?? 0
  if (first > seq) return timeline
  if (timeline.to < seq) return null
  const pins = timeline.pins.filter((pin) => pin > seq)
  return { ...timeline, events: timeline.events.filter((event) => event.seq > seq), pins, atStart: true }
}

/** Each event as `refresh` returns it; the same timeline when none changed. */
export function refreshed(timeline: Timeline, refresh: (event: HistoryEvent) => HistoryEvent): Timeline {
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

/**
 * Without what is farther than twice `spare` events from those in [from, to], down to `spare` of them; `to` null: the newest
 * stay. The same timeline when nothing is.
 */
export function around(timeline: Timeline, from: Seq, to: Seq | null, spare: number): Timeline {
  const { events } = timeline
  const above = events.findIndex(({ seq }) => seq >= from)
  const below = to === null ? -1 : events.findIndex(({ seq }) => seq > to)
  const first = above > spare * 2 ? above - spare : 0
  const end = below >= 0 && events.length - below > spare * 2 ? below + spare : events.length
  if (first === 0 && end === events.length) return timeline
  const kept = events.slice(first, end)
  return {
    ...timeline,
    events: kept,
    to: end === events.length ? timeline.to : lastSeq(kept),
    atStart: timeline.atStart && first === 0,
  }
}

/**
 * How many messages in (from, to] aren't `me`'s, of those that `counts`; null when not all of these seqs are in the
 * window.
 */
export function postsOfOthers(
  { events, to: end, atStart }: Timeline,
  me: UserId,
  from: Seq,
  to: Seq,
  counts: (message: Message) => boolean = () => true,
): number | null {
  const first = events[0]?.seq
  if (first === undefined || end < to || (first > from + 1 && !atStart)) return null
  let count = 0
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (!event || event.seq <= from) break
    if (event.seq > to || event.kind !== 'message:posted' || event.message.senderId === me) continue
    if (counts(event.message)) count += 1
  }
  return count
}
