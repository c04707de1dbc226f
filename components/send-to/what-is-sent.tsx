import type { MessagePosted } from '@/contracts/dto'
import { QuotedWords, quoterName } from '../message/quote'
import { nameColor } from '../people/name-color'
import { useNames } from '../people/use-names'

const SHOWN = 2

/** What is forwarded or gets more places: the first of it. */
export function WhatIsSent({ events }: { events: readonly MessagePosted[] }) {
  const people = useNames()
  return (
    <ul aria-label="What is sent" className="grid gap-1.5">
      {events.slice(0, SHOWN).map((event) => {
        const { color } = nameColor(event.message.senderId)
        return (
          <li
            key={event.message.id}
            style={{ borderColor: color }}
            className="min-w-0 rounded-md border-s-[3px] bg-ink/5 py-1 ps-2 pe-2.5 text-sm"
          >
            <span
              className="block truncate font-semibold"
              style={{ color: `color-mix(in oklab, ${color} 65%, currentColor)` }}
            >
              <bdi>{quoterName(event, people)}</bdi>
            </span>
            <QuotedWords quoted={event} className="line-clamp-1 [overflow-wrap:anywhere]" />
          </li>
        )
      })}
      {events.length > SHOWN && <li className="ps-2.5 text-sm text-ink-muted">and {events.length - SHOWN} more</li>}
    </ul>
  )
}
