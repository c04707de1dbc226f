'use client'

import { Play } from 'lucide-react'
import { useState } from 'react'
import type { MessagePosted } from '@/contracts/dto'
import { formatDuration, wholeSeconds } from '@/server/domain/format-duration'
import { isPicture, type Shown, shownOf } from '../attachments/shown'
import { blurred } from '../attachments/thumbhash'
import { showMessage } from '../shell/location'
import { formatFull } from '../time/format-time'

/** Photos and videos, by month. */
export function MediaGrid({ events }: { events: readonly MessagePosted[] }) {
  return (
    <>
      {byMonth(events).map(({ month, events: some }) => (
        <section key={month} aria-label={month}>
          <h3 className="px-4 pt-2 pb-1.5 text-sm font-semibold text-ink-muted">{month}</h3>
          <ul className="grid grid-cols-3 gap-0.5 sm:grid-cols-4 md:grid-cols-3">
            {some.flatMap((event) =>
              shownOf(event)
                .filter(({ facts }) => isPicture(facts))
                .map((shown) => (
                  <li key={`${event.seq} ${shown.position}`}>
                    <Cell shown={shown} event={event} />
                  </li>
                )),
            )}
          </ul>
        </section>
      ))}
    </>
  )
}

function Cell({ shown: { facts, preview }, event }: { shown: Shown; event: MessagePosted }) {
  const [failed, setFailed] = useState(false)
  const blur = blurred(facts.thumbhash)
  const what = facts.kind === 'video' ? 'Video' : 'Photo'
  return (
    <button
      type="button"
      aria-label={`${what} of ${formatFull(event.at)}. Show it in the chat`}
      onClick={() => showMessage(event.conversationId, event.seq)}
      style={blur ? { backgroundImage: `url(${blur})` } : undefined}
      className="relative block aspect-square w-full overflow-hidden bg-sunken bg-cover bg-center outline-offset-[-3px] focus-visible:z-10"
    >
      {preview && !failed && (
        // biome-ignore lint/performance/noImgElement: made to size by the server, and behind the session that Next's optimizer lacks
        <img
          src={preview}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailed(true)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
      {facts.kind === 'video' && (
        <span className="absolute bottom-1 left-1 flex items-center gap-1 rounded-full bg-black/60 px-1.5 text-2xs/5 text-white tabular-nums">
          <Play aria-hidden className="size-2.5 fill-current" />
          {facts.durationMs !== null && formatDuration(wholeSeconds(facts.durationMs))}
        </span>
      )}
    </button>
  )
}

function byMonth(events: readonly MessagePosted[]): { month: string; events: MessagePosted[] }[] {
  const months: { month: string; events: MessagePosted[] }[] = []
  for (const event of events) {
    const month = new Date(event.at).toLocaleDateString(undefined, { month: 'long', year: 'numeric' })
    const last = months.at(-1)
    if (last?.month === month) last.events.push(event)
    else months.push({ month, events: [event] })
  }
  return months
}
