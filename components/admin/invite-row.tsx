import { Link2, Link2Off } from 'lucide-react'
import { formatDay } from '@/components/time/format-time'
import { now } from '@/components/time/now'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { InviteInfo } from '@/contracts/dto'

function stateOf(invite: InviteInfo): 'Revoked' | 'Used up' | 'Ended' | null {
  if (invite.revoked) return 'Revoked'
  if (invite.uses >= invite.maxUses) return 'Used up'
  return Date.parse(invite.expiresAt) <= now() ? 'Ended' : null
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

export function InviteRow({ invite, onRevoke }: { invite: InviteInfo; onRevoke: () => void }) {
  const over = stateOf(invite)
  const Icon = over ? Link2Off : Link2
  return (
    <li className="flex min-h-16 items-center gap-3 py-2">
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-muted">
        <Icon className="size-5" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-center gap-2 font-medium tabular-nums">
          {invite.uses} of {invite.maxUses} used
          {over && (
            <Badge tone="plain" shape="word">
              {over}
            </Badge>
          )}
        </span>
        <span className="text-sm text-ink-muted">
          {over === 'Ended' ? 'Ended' : 'Until'} {day.format(new Date(invite.expiresAt))} · made{' '}
          {formatDay(invite.createdAt).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase())}
        </span>
      </span>
      {!over && (
        <Button variant="danger-ghost" size="sm" onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  )
}
