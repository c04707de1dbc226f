import { Timer } from 'lucide-react'
import { durationOf } from './duration'

/** Beside a chat's name: what is said there disappears. */
export function TimerMark({ afterMs }: { afterMs: number }) {
  const words = `Messages disappear after ${durationOf(afterMs)}`
  return (
    <span title={words} className="shrink-0">
      <Timer role="img" aria-label={words} className="size-4 text-ink-muted" />
    </span>
  )
}
