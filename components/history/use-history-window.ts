'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import type { Seq, UserId } from '@/contracts/ids'
import { hasAttention } from '../shell/use-attention'
import { firstUnread, indexFrom, newestRange, overlaps, type Range, rangeAround, reachesBack, STEP } from './range'
import { distanceFromEnd, restoreAnchor, type ScrollAnchor, seqsNear, takeAnchor, topIn } from './scroll-anchor'

const AT_END_PX = 32
/** How far beyond what is in sight rows are drawn, at least. */
const REACH_SCREENS = 1.25
const REACH_PX = 800
/** Where there is nothing below, so much more above. */
const REACH_MORE_AT_END_SCREENS = 0.5
/** What is that much farther goes: any nearer, and it would be drawn again. */
const KEPT_MORE_SCREENS = 0.25
/** While so few loaded events are left beyond what is drawn, the next are asked for. */
const AHEAD = 30
const GLIDE_SCREENS = 3
/** Of so few nothing can be told. */
const FEW_ROWS = 6
/** What a history's view and one row of it were as they were last seen: as many are drawn first as will fill it. Where they are lower, more before anything is painted. */
const last = { viewPx: 0, rowPx: 60 }

interface View {
  readonly range: Range
  /** Where to scroll to, once for each object. */
  readonly goal: { readonly to: 'start' | 'end' | 'unread' } | { readonly to: 'seq'; readonly seq: Seq }
  /** The place to open at was found; until then it is looked for again whenever more is loaded. */
  readonly settled: boolean
}

export interface HistoryWindow {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLOListElement | null>
  readonly range: Range
  /** What was opened is painted: the rest may come. */
  readonly painted: boolean
  /** Something of the history is far enough below to offer a way there. */
  readonly below: boolean
  /** The newest of all is in sight. */
  isAtEnd(): boolean
  /** What is in sight is where the person wants to be, not where they wait for the place they left off. */
  readonly placed: boolean
  /** What is drawn is about to change. */
  onBeforeChange(): void
  onScroll(): void
  /** The person scrolls, by whatever means: the place to open at isn't looked for any more. */
  onTouched(): void
  /** To the newest message of all. False: it couldn't be loaded. */
  jumpToEnd(): Promise<boolean>
  /** To the first message of all. False: it couldn't be loaded. */
  jumpToStart(): Promise<boolean>
  /** Brings the message into the middle of the view. False: it couldn't be loaded. */
  jumpTo(seq: Seq): Promise<boolean>
  /** What is at the end may grow now without being followed. */
  release(): void
}

/**
 * Draws a window of real rows, of real heights, over the loaded events. Scrolling to an edge draws more there, loads more
 * when there is none, and drops what is many screens away on the other side. After every change the rows in sight are
 * put back where they were, to the pixel: nothing is estimated, so nothing jumps.
 */
export function useHistoryWindow(
  handle: ConversationHandle,
  state: ConversationState,
  awayAfter: Seq | null,
  meId: UserId,
): HistoryWindow {
  const { events, atStart, atEnd: loadedToEnd, loading, error } = state
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLOListElement>(null)
  const place = useRef<{ anchor: ScrollAnchor; before: number; atEnd: boolean; touched: boolean }>({
    anchor: { scrollTop: 0, owed: 0, rows: [] },
    before: 0,
    atEnd: false,
    touched: false,
  })
  const sizes = useRef({ box: 0, rows: 0 })
  const reached = useRef<View['goal'] | null>(null)
  /** Until it is painted, only what is in sight is drawn. */
  const opening = useRef(true)
  const drawMore = useRef(() => {})
  const notePlace = useRef(() => {})
  const soon = useRef<number | null>(null)
  const [stored, setView] = useState<View | null>(null)
  const [below, setBelow] = useState(false)
  const [painted, setPainted] = useState(false)

  const view = useMemo<View>(() => {
    const unread = firstUnread(events, state.unreadAfter, atStart, meId)
    const keep = stored && overlaps(events, stored.range)
    if (keep && (stored.settled || !unread || place.current.touched)) return stored
    if (unread && !stored?.settled) {
      return { range: rangeAround(events, unread.seq), goal: { to: 'unread' }, settled: true }
    }
    const known = state.unreadAfter === null || reachesBack(events, state.unreadAfter, atStart)
    return { range: newestRange(events, stored ? undefined : filling()), goal: { to: 'end' }, settled: known }
  }, [stored, events, state.unreadAfter, atStart, meId])
  const { range } = view
  const showsEnd = range.to === null && loadedToEnd

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const end = box.scrollHeight - box.clientHeight
    // While nobody looks, what arrives must not push the first of it out of sight.
    const unread = awayAfter === null || hasAttention() ? null : content.current?.querySelector('[data-key="unread"]')
    box.scrollTop = unread ? Math.min(end, topIn(box, unread) - 64) : end
  }, [awayAfter])

  const remember = useCallback(
    (owed = 0) => {
      const [box, rows] = [scroller.current, content.current]
      if (!box || !rows || box.clientHeight === 0) return
      place.current.anchor = takeAnchor(box, rows, owed)
      sizes.current = { box: box.clientHeight, rows: rows.offsetHeight }
      place.current.atEnd = showsEnd && distanceFromEnd(box) < AT_END_PX
      setBelow(!showsEnd || distanceFromEnd(box) > Math.min(400, box.clientHeight / 2))
    },
    [showsEnd],
  )

  // The event that tells of scrolling may be yet to come.
  const onBeforeChange = useCallback(() => {
    place.current.before = scroller.current?.scrollTop ?? 0
  }, [])

  const extend = useCallback(() => {
    const [box, rows] = [scroller.current, content.current]
    if (!box || !rows || box.clientHeight === 0 || events.length === 0) return
    const reach = Math.max(box.clientHeight * REACH_SCREENS, REACH_PX)
    const above = reach + (place.current.atEnd ? box.clientHeight * REACH_MORE_AT_END_SCREENS : 0)
    const kept = above + box.clientHeight * KEPT_MORE_SCREENS
    const near = box.scrollHeight > box.clientHeight + kept * 2 ? seqsNear(box, rows, kept) : null
    const first = indexFrom(events, range.from)
    const last = range.to === null ? events.length - 1 : indexFrom(events, range.to + 1) - 1
    if (box.scrollTop < above) {
      // Who is at the end may never want them.
      const older = first === 0 || (first < AHEAD && !place.current.atEnd)
      if (older && !atStart && loading === null && !error) void handle.loadOlder()
      if (first > 0) {
        const from = events[Math.max(0, first - STEP)]?.seq ?? range.from
        setView({ ...view, range: { from, to: near ? near.to : range.to } })
        return
      }
    }
    const newer = range.to === null || events.length - 1 - last < AHEAD
    if (distanceFromEnd(box) < reach && newer && !loadedToEnd && loading === null && !error) void handle.loadNewer()
    if (distanceFromEnd(box) < reach && range.to !== null && (last < events.length - 1 || loadedToEnd)) {
      const next = last + STEP * 2 < events.length ? last + STEP : events.length - 1
      const to = loadedToEnd && next === events.length - 1 ? null : (events[next]?.seq ?? null)
      setView({ ...view, range: { from: near ? near.from : range.from, to } })
    } else if (distanceFromEnd(box) < reach) {
      if (near && place.current.atEnd && first < indexFrom(events, near.from) - STEP * 2) {
        setView({ ...view, range: { from: near.from, to: null } })
      }
    } else if (near && range.to === null && events.length - indexFrom(events, near.to) > STEP * 2) {
      setView({ ...view, range: { from: range.from, to: near.to } })
    }
  }, [handle, view, range, events, atStart, loadedToEnd, loading, error])

  /** With the next frame: many rows at once would hold it up. */
  const drawSoon = useCallback(() => {
    soon.current ??= requestAnimationFrame(() => {
      soon.current = null
      drawMore.current()
    })
  }, [])

  useLayoutEffect(() => {
    const [box, rows] = [scroller.current, content.current]
    if (!box || !rows || events.length === 0) return
    if (stored !== view) setView(view)
    let owed = 0
    if (reached.current !== view.goal) {
      reached.current = view.goal
      const unread = view.goal.to === 'unread' ? rows.querySelector('[data-key="unread"]') : null
      if (unread) box.scrollTop = topIn(box, unread) - box.clientHeight / 5
      else if (view.goal.to === 'seq') toMiddle(box, rows, view.goal.seq)
      else if (view.goal.to === 'start') box.scrollTop = 0
      else toEnd()
    } else if (place.current.atEnd && showsEnd && !leftEnd(box, place.current.anchor)) toEnd()
    else owed = restoreAnchor(box, rows, place.current.anchor, place.current.before)
    // What is owed is paid when what `extend` draws next has made room, before anything is painted.
    remember(owed)
    drawMore.current = extend
    notePlace.current = remember
    const nearly = box.clientHeight / 2
    // No frame comes where nobody looks.
    const short = document.hidden || box.scrollTop < nearly || (range.to !== null && distanceFromEnd(box) < nearly)
    if (owed < 0 || box.scrollHeight <= box.clientHeight || (!opening.current && short)) extend()
    else if (!opening.current) drawSoon()
  })

  useEffect(() => {
    return () => {
      cancelAnimationFrame(soon.current ?? 0)
      soon.current = null
    }
  }, [])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        opening.current = false
        setPainted(true)
        notePlace.current()
        notice(scroller.current, content.current)
        drawMore.current()
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])

  useEffect(() => {
    const [box, rows] = [scroller.current, content.current]
    if (!box || !rows) return
    const observer = new ResizeObserver(() => {
      // Of what it begins to observe it always tells, too.
      if (box.clientHeight === sizes.current.box && rows.offsetHeight === sizes.current.rows) return
      if (place.current.atEnd && showsEnd && !leftEnd(box, place.current.anchor)) toEnd()
      else restoreAnchor(box, rows, place.current.anchor)
      remember()
    })
    observer.observe(box)
    observer.observe(rows)
    return () => observer.disconnect()
  }, [showsEnd, toEnd, remember])

  const onTouched = useCallback(() => {
    place.current.touched = true
  }, [])

  const onScroll = useCallback(() => {
    // What opening scrolled is told before it is painted, and is known.
    if (opening.current) return
    remember()
    extend()
  }, [remember, extend])

  const showEnd = useCallback(async () => {
    await handle.jumpToEnd()
    const { events: loaded, atEnd: whole } = handle.store.getState()
    setView((before) => {
      const drawn = showsEnd && before?.range.to === null && overlaps(loaded, before.range)
      return { range: drawn ? before.range : newestRange(loaded, filling()), goal: { to: 'end' }, settled: true }
    })
    return whole
  }, [handle, showsEnd])

  // What one says is where one looks next, wherever one has scrolled to.
  const known = useRef(state.pending)
  useEffect(() => {
    const before = new Set(known.current.map(({ clientId }) => clientId))
    known.current = state.pending
    if (hasAttention() && state.pending.some(({ clientId }) => !before.has(clientId))) void showEnd()
  }, [state.pending, showEnd])

  const jumpToEnd = useCallback(async () => {
    const box = scroller.current
    if (!showsEnd || !box || distanceFromEnd(box) > box.clientHeight * GLIDE_SCREENS) return showEnd()
    glide(box, box.scrollHeight)
    return true
  }, [showEnd, showsEnd])

  const showsStart = atStart && range.from <= (events[0]?.seq ?? 0)
  const jumpToStart = useCallback(async () => {
    const box = scroller.current
    place.current.touched = true
    if (showsStart && box && box.scrollTop < box.clientHeight * GLIDE_SCREENS) {
      glide(box, 0)
      return true
    }
    await handle.jumpTo(0)
    const { events: loaded, atStart: whole } = handle.store.getState()
    if (whole) setView({ range: rangeAround(loaded, 0), goal: { to: 'start' }, settled: true })
    return whole
  }, [handle, showsStart])

  const isAtEnd = useCallback(() => place.current.atEnd, [])

  const jumpTo = useCallback(
    async (seq: Seq) => {
      const here = () => handle.store.getState().events.some((event) => event.seq === seq)
      if (!here()) await handle.jumpTo(seq)
      if (!here()) return false
      const { events: loaded } = handle.store.getState()
      setView((before) => {
        const drawn = before && seq >= before.range.from && seq <= (before.range.to ?? Number.POSITIVE_INFINITY)
        const next = drawn && overlaps(loaded, before.range) ? before.range : rangeAround(loaded, seq)
        return { range: next, goal: { to: 'seq', seq }, settled: true }
      })
      return true
    },
    [handle],
  )

  const release = useCallback(() => {
    place.current.atEnd = false
  }, [])

  const placed = view.settled || place.current.touched
  return {
    scroller,
    content,
    range,
    painted,
    below,
    isAtEnd,
    placed,
    onBeforeChange,
    onScroll,
    onTouched,
    jumpToEnd,
    jumpToStart,
    jumpTo,
    release,
  }
}

/** How many rows will fill the view. */
const filling = (): number => Math.ceil((last.viewPx || window.innerHeight) / last.rowPx)

function notice(box: HTMLElement | null, rows: HTMLElement | null): void {
  if (!box || !rows || box.clientHeight === 0 || rows.childElementCount < FEW_ROWS) return
  last.viewPx = box.clientHeight
  last.rowPx = rows.offsetHeight / rows.childElementCount
}

function glide(box: HTMLElement, top: number): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  box.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' })
}

function toMiddle(box: HTMLElement, rows: HTMLElement, seq: Seq): void {
  const row = rows.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  if (row) box.scrollTop = topIn(box, row) - Math.max(0, (box.clientHeight - row.offsetHeight) / 2)
}

/** Scrolled away from the end, though the event that tells so is yet to come. What got shorter leaves one at the end. */
const leftEnd = (box: HTMLElement, anchor: ScrollAnchor): boolean =>
  anchor.scrollTop - box.scrollTop > AT_END_PX && distanceFromEnd(box) >= 1
