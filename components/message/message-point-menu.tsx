'use client'

import type { ComponentProps } from 'react'
import { PointMenu } from '../ui/menu'
import { MessageMenu } from './message-menu'

type MessagePointMenuProps = ComponentProps<typeof MessageMenu> & Pick<ComponentProps<typeof PointMenu>, 'at'>

/** A message's menu at the pointer. */
export function MessagePointMenu({ at, ...message }: MessagePointMenuProps) {
  return (
    <PointMenu at={at} wide>
      <MessageMenu {...message} />
    </PointMenu>
  )
}
