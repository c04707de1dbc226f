'use client'

import { Ban, CircleSlash2 } from 'lucide-react'
import type { UserId } from '@/contracts/ids'
import { Button } from '../ui/button'
import { askBlock } from './asked'
import { useBlocked } from './use-blocked'
import { useUnblock } from './use-unblock'

export function BlockButton({ userId, name }: { userId: UserId; name: string }) {
  const blocked = useBlocked(userId)
  const { busy, unblock } = useUnblock(userId)
  return blocked ? (
    <Button variant="ghost" align="start" className="w-full" loading={busy} onClick={unblock}>
      <CircleSlash2 aria-hidden /> Unblock {name}
    </Button>
  ) : (
    <Button variant="danger-ghost" align="start" className="w-full" onClick={() => askBlock(userId)}>
      <Ban aria-hidden /> Block…
    </Button>
  )
}
