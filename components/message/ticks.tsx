import { Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-react'
import { cn } from '../ui/cn'
import type { MessageStatus } from './status'

const TICKS = {
  waiting: { Icon: Clock3, label: 'Waiting to be sent', color: 'text-tick' },
  failed: { Icon: CircleAlert, label: 'Not sent', color: 'text-danger-ink' },
  sent: { Icon: Check, label: 'Sent', color: 'text-tick' },
  delivered: { Icon: CheckCheck, label: 'Delivered', color: 'text-tick' },
  seen: { Icon: CheckCheck, label: 'Seen', color: 'text-tick-seen' },
} as const

/** How far a message of mine got. Always the same width, so nothing moves when it changes. */
export function Ticks({ status, className }: { status: MessageStatus; className?: string }) {
  const { Icon, label, color } = TICKS[status]
  const small = status === 'waiting' || status === 'failed'
  return (
    <span
      role="img"
      aria-label={label}
      data-status={status}
      className={cn('inline-grid h-4 w-4 shrink-0 place-items-center align-[-0.2em]', color, className)}
    >
      <Icon className={small ? 'size-3' : 'size-4'} strokeWidth={2.25} />
    </span>
  )
}
