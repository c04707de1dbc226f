'use client'

import { memo } from 'react'
import type { MessagePosted } from '@/contracts/dto'
import { Avatar } from '../avatar'
import { nameColor } from '../people/name-color'
import type { People } from '../people/use-names'
import { Bubble } from './bubble'
import { RowFrame } from './row-frame'
import type { MessageStatus } from './status'

interface MessageRowProps {
  readonly rowKey: string
  readonly event: MessagePosted
  readonly mine: boolean
  readonly first: boolean
  readonly last: boolean
  readonly group: boolean
  readonly status: MessageStatus | null
  readonly people: People
  readonly onUnfold: () => void
}

/** A message that is kept: mine on the right, others' on the left with their name and face in groups. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { rowKey, event, mine, first, last, group, status, people, onUnfold } = props
  const { message, seq } = event
  const named = group && !mine
  const profile = named ? people.profileOf(message.senderId) : undefined
  const name = named ? people.nameOf(message.senderId) : ''
  return (
    <RowFrame rowKey={rowKey} seq={seq} mine={mine} first={first}>
      {named && (
        <span className="mr-2 w-8 shrink-0 self-end">
          {last && <Avatar id={message.senderId} name={name} pictureId={profile?.pictureId ?? null} size="sm" />}
        </span>
      )}
      <Bubble
        text={message.text}
        at={message.sentAt}
        mine={mine}
        last={last}
        status={status}
        onUnfold={onUnfold}
        spokenName={first && !named ? (mine ? 'You' : people.nameOf(message.senderId)) : undefined}
        heading={
          named && first ? (
            <div className="truncate text-sm font-semibold" style={nameColor(message.senderId)}>
              <bdi>{name}</bdi>
            </div>
          ) : undefined
        }
      />
    </RowFrame>
  )
})
