import { cn } from '../ui/cn'
import type { MessageStatus } from './status'

const CIRCLE = 'M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20'
const TWO = 'M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16'

// Of lucide, each as one path: there is one in every other row of a history, and its parts cost as much as the row's words.
const TICKS = {
  waiting: { path: `${CIRCLE}M12 6v6h4`, box: '-4 -4 32 32', label: 'Waiting to be sent', color: 'text-tick' },
  failed: { path: `${CIRCLE}M12 8v4M12 16h.01`, box: '-4 -4 32 32', label: 'Not sent', color: 'text-danger-ink' },
  sent: { path: 'M20 6 9 17l-5-5', box: '0 0 24 24', label: 'Sent', color: 'text-tick' },
  delivered: { path: TWO, box: '0 0 24 24', label: 'Delivered', color: 'text-tick' },
  seen: { path: TWO, box: '0 0 24 24', label: 'Seen', color: 'text-tick-seen' },
} as const

/** How far a message of mine got. Always the same width, so nothing moves when it changes. */
export function Ticks({ status, className }: { status: MessageStatus; className?: string }) {
  const { path, box, label, color } = TICKS[status]
  return (
    <svg
      role="img"
      aria-label={label}
      data-status={status}
      viewBox={box}
      className={cn('message-tick', color, className)}
    >
      <path d={path} />
    </svg>
  )
}
