import { Laptop, LogOut, Smartphone } from 'lucide-react'
import { formatClock, formatDay } from '@/components/time/format-time'
import { now } from '@/components/time/now'
import { Badge } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/icon-button'
import type { SessionInfo } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'

const MINUTE_MS = 60_000

function lastActive(session: SessionInfo): string {
  if (session.current || now() - Date.parse(session.lastActiveAt) < 2 * MINUTE_MS) return 'Active now'
  return `Last active ${dayOf(session.lastActiveAt)} at ${formatClock(session.lastActiveAt)}`
}

/** Within a sentence: "today", "yesterday", but "Monday". */
const dayOf = (at: Instant): string => formatDay(at).replace(/^(Today|Yesterday)$/, (day) => day.toLowerCase())

export function DeviceRow({ session, onEnd }: { session: SessionInfo; onEnd: () => void }) {
  const Icon = /phone|android|ios|ipad/i.test(session.device) ? Smartphone : Laptop
  return (
    <li className="flex min-h-16 items-center gap-3 py-2">
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-muted">
        <Icon className="size-5" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-center gap-2">
          <bdi className="truncate font-medium">{session.device}</bdi>
          {session.current && (
            <Badge tone="soft" shape="word">
              This device
            </Badge>
          )}
        </span>
        <span className="text-sm text-ink-muted">
          {lastActive(session)} · signed in {dayOf(session.createdAt)}
        </span>
      </span>
      {!session.current && (
        <IconButton label={`Sign out ${session.device}`} tooltipSide="left" onClick={onEnd}>
          <LogOut aria-hidden />
        </IconButton>
      )}
    </li>
  )
}
