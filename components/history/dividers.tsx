import type { Instant } from '@/contracts/ids'
import { formatDay } from '../time/format-time'

/** Between messages of two days. */
export function DayDivider({ rowKey, at }: { rowKey: string; at: Instant }) {
  return (
    <li data-key={rowKey} className="flex justify-center pt-4 pb-1">
      <time dateTime={at} className="rounded-full bg-note px-3 py-0.5 text-xs font-medium text-on-note">
        {formatDay(at)}
      </time>
    </li>
  )
}

/** Where I left off. */
export function UnreadDivider({ rowKey }: { rowKey: string }) {
  return (
    <li data-key={rowKey} className="pt-4 pb-1">
      <div className="flex items-center gap-3 px-3 text-xs font-semibold text-accent-ink sm:px-6">
        <span aria-hidden className="h-px flex-1 bg-accent/35" />
        Unread messages
        <span aria-hidden className="h-px flex-1 bg-accent/35" />
      </div>
    </li>
  )
}
