'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import type { OverviewLine } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { later } from '../part/later'
import type { People } from '../people/use-names'
import { useContextMenu } from '../ui/use-context-menu'
import { LINE_HEIGHT, OverviewLineView } from './overview-line'
import { MoreLines } from './overview-skeleton'
import { useLinesInSight } from './use-lines-in-sight'

const LinePointMenu = later(() => import('./line-point-menu').then((part) => part.LinePointMenu), { floating: true })

const PATIENCE_FRAMES = 30
const MORE_SHOWN = 3

interface OverviewListProps {
  readonly lines: readonly OverviewLine[]
  /** There are others, further down, which aren't here yet. */
  readonly more?: boolean
  readonly people: People
  readonly selectedId: ConversationId | null
}

/** Draws only the lines in sight. Arrows, Home and End move among them; the menu is the same for all of them. */
export function OverviewList({ lines, more = false, people, selectedId }: OverviewListProps) {
  const list = useRef<HTMLDivElement>(null)
  const [focusedId, setFocusedId] = useState<ConversationId | null>(null)
  /** Where the focus still is while the line it goes to is drawn. */
  const [leavingId, setLeavingId] = useState<ConversationId | null>(null)
  const indexOf = (id: ConversationId | null) => lines.findIndex((line) => line.entry.conversation.id === id)
  const current = Math.max(0, indexOf(focusedId ?? selectedId))
  const leaving = indexOf(leavingId)
  const { from, to } = useLinesInSight(list, LINE_HEIGHT)
  // What has the focus, or gets it, is there even when it is out of sight.
  const drawn = lines.flatMap((line, index) =>
    (index >= from && index < to) || index === current || index === leaving ? { line, index } : [],
  )
  const menu = useContextMenu(lineAt)
  const menuLine = lines[indexOf(menu.of)]

  function focusLine(index: number): void {
    const line = lines[Math.min(Math.max(index, 0), lines.length - 1)]
    if (!line) return
    const { id } = line.entry.conversation
    setLeavingId(lineAt(document.activeElement))
    setFocusedId(id)
    if (list.current) scrollTo(list.current, indexOf(id))
    focusWhenDrawn(id, PATIENCE_FRAMES)
  }

  /** A line far away is drawn some frames after it is scrolled to. */
  function focusWhenDrawn(id: ConversationId, frames: number): void {
    requestAnimationFrame(() => {
      const line = list.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`)
      line?.focus({ preventScroll: true })
      if (frames > 0 && (!line || document.activeElement !== line)) focusWhenDrawn(id, frames - 1)
    })
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / LINE_HEIGHT) - 1)
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: lines.length - 1,
    }
    const next = steps[event.key]
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    focusLine(next)
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what one acts on; it moves the focus among them. */}
      <div
        ref={list}
        data-overview-list=""
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const follow = () => setFocusedId(lineAt(target))
          // What was pressed is to be on screen first.
          if (target.matches(':focus-visible')) follow()
          else requestAnimationFrame(() => setTimeout(follow))
        }}
        {...menu.trigger}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-2 [scrollbar-width:thin]"
      >
        <ul className="relative" style={{ height: lines.length * LINE_HEIGHT }}>
          {drawn.map(({ line, index }) => (
            // What moves by a transform isn't laid out anew, and is no layout shift.
            <li
              key={line.entry.conversation.id}
              className="absolute inset-x-0 top-0 contain-strict"
              style={{ height: LINE_HEIGHT, transform: `translateY(${index * LINE_HEIGHT}px)` }}
            >
              <OverviewLineView
                line={line}
                people={people}
                selected={line.entry.conversation.id === selectedId}
                tabbable={index === current}
              />
            </li>
          ))}
        </ul>
        {more && (
          <div style={{ height: MORE_SHOWN * LINE_HEIGHT }}>
            {to >= lines.length && <MoreLines shown={MORE_SHOWN} />}
          </div>
        )}
      </div>
      {menuLine && menu.at && <LinePointMenu at={menu.at} line={menuLine} />}
    </>
  )
}

/** Only as far as it must. */
function scrollTo(scroller: HTMLElement, index: number): void {
  const top = index * LINE_HEIGHT
  const lowest = top + LINE_HEIGHT - scroller.clientHeight
  if (scroller.scrollTop > top) scroller.scrollTop = top
  else if (scroller.scrollTop < lowest) scroller.scrollTop = lowest
}

const lineAt = (target: EventTarget | null): ConversationId | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-conversation]')?.dataset.conversation ?? null) : null
