'use client'

import { Ban, CircleSlash2 } from 'lucide-react'
import type { UserId } from '@/contracts/ids'
import { useNames } from '../people/use-names'
import { MenuItem } from '../ui/menu'
import { askBlock } from './asked'
import { useBlocked } from './use-blocked'
import { useUnblock } from './use-unblock'

/** In the menu of a message, or of a member. */
export function BlockItem({ userId }: { userId: UserId }) {
  const name = useNames().nameOf(userId)
  const blocked = useBlocked(userId)
  const { unblock } = useUnblock(userId)
  return blocked ? (
    <MenuItem icon={<CircleSlash2 aria-hidden />} onClick={unblock}>
      Unblock <bdi>{name}</bdi>
    </MenuItem>
  ) : (
    <MenuItem icon={<Ban aria-hidden />} destructive onClick={() => askBlock(userId)}>
      Block <bdi>{name}</bdi>…
    </MenuItem>
  )
}
