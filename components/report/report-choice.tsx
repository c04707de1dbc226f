'use client'

import type { MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { messageWords } from '@/server/domain/message-words'
import { useNames } from '../people/use-names'
import { formatClock, formatDay } from '../time/format-time'

interface ReportChoiceProps {
  readonly events: readonly MessagePosted[]
  readonly chosen: ReadonlySet<Seq>
  /** No more fit. */
  readonly full: boolean
  readonly onToggle: (seq: Seq) => void
}

/** Which messages the admins are to see. */
export function ReportChoice({ events, chosen, full, onToggle }: ReportChoiceProps) {
  const people = useNames()
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">
        Messages <span className="font-normal text-ink-muted tabular-nums">{chosen.size} chosen</span>
      </legend>
      <ul className="max-h-64 divide-y divide-line overflow-y-auto rounded-lg border border-line">
        {events.map((event) => (
          <li key={event.seq}>
            <label className="flex items-start gap-3 px-3 py-2.5">
              <input
                type="checkbox"
                checked={chosen.has(event.seq)}
                disabled={full && !chosen.has(event.seq)}
                onChange={() => onToggle(event.seq)}
                className="mt-0.5 size-5 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1">
                <span dir="auto" className="line-clamp-3 text-start [overflow-wrap:anywhere]">
                  {messageWords(event.message)}
                </span>
                <span className="text-sm text-ink-muted">
                  <bdi>{people.nameOf(event.message.senderId)}</bdi> · {formatDay(event.at)}, {formatClock(event.at)}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
