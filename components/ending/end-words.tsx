import { CalendarClock } from 'lucide-react'

/** What stands on the row of a group's end. */
export function EndWords({ children }: { children: string }) {
  return (
    <>
      <CalendarClock aria-hidden className="shrink-0 text-ink-muted" />
      <span className="min-w-0">
        <span className="block">End of the group</span>
        <span className="block text-sm font-normal text-pretty text-ink-muted">{children}</span>
      </span>
    </>
  )
}
