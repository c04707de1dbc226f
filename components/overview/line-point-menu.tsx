'use client'

import type { OverviewLine } from '@/client/kith'
import { PointMenu } from '../ui/menu'
import type { MenuPoint } from '../ui/use-context-menu'
import { LineMenu } from './line-menu'

/** A line's menu at the pointer. */
export function LinePointMenu({ at, line }: { at: MenuPoint; line: OverviewLine }) {
  return (
    <PointMenu at={at}>
      <LineMenu line={line} />
    </PointMenu>
  )
}
