'use client'

import { memo, type ReactNode, useMemo, useState } from 'react'
import type { PendingMessage } from '@/client/kith'
import type { MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { carriedOf } from '../attachments/carried'
import { Avatar } from '../avatar'
import { FoldedMessage } from '../blocking/folded-message'
import { nameColor } from '../people/name-color'
import type { People } from '../people/use-names'
import { Bubble, type BubbleProps } from './bubble'
import { keptParts } from './kept-parts'
import { pendingParts } from './pending-parts'
import type { Quoted } from './quote'
import { RowFrame } from './row-frame'
import { contentOf, isKept, type Said } from './said'
import type { MessageStatus } from './status'
import { useMentioned } from './use-mentioned'

export interface MessageRowProps {
  readonly rowKey: string
  readonly said: Said
  readonly mine: boolean
  readonly first: boolean
  readonly last: boolean
  readonly group: boolean
  readonly status: MessageStatus | null
  readonly people: People
  readonly quoted: Quoted
  /** It was just jumped to. */
  readonly lit: boolean
  /** Null while nothing is being selected. */
  readonly selected: boolean | null
  /** I block who sent it, and others are here, too. */
  readonly blocked: boolean
  /** With my star. */
  readonly starred: boolean
  readonly onJump: (seq: Seq) => void
  /** Null: nobody may here. */
  readonly onReact: ((event: MessagePosted, emoji: string | null) => void) | null
  readonly onEdit: (pending: PendingMessage) => void
  readonly onUnfold: () => void
}

/** Where a message that waits and one that is kept differ. */
export interface RowParts {
  readonly bubble: Pick<BubbleProps, 'at'> & Partial<BubbleProps>
  /** Below the bubble. */
  readonly under: ReactNode
}

/**
 * A message: mine on the right, others' on the left with their name and face in groups. One that waits and one that is
 * kept are the same row: being sent changes its tick and what differs, and nothing else that is in it.
 */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { rowKey, said, mine, first, last, group, status, people, lit, selected, onUnfold } = props
  const { text, mentions } = contentOf(said)
  const kept = isKept(said)
  const senderId = kept ? said.message.senderId : people.meId
  const named = group && !mine
  const name = mine ? 'You' : named || first ? people.nameOf(senderId) : ''
  const mentioned = useMentioned(mentions, people)
  const carried = useMemo(() => carriedOf(said, mine), [said, mine])
  const blocked = props.blocked && !(kept && said.message.deleted)
  const [shown, setShown] = useState(false)
  const fold = (
    <FoldedMessage
      folded={!shown}
      onToggle={() => {
        onUnfold()
        setShown(!shown)
      }}
    />
  )
  const frame = { rowKey, first, lit, selected, ...(kept && { seq: said.seq }) }
  if (blocked && !shown) {
    return (
      <RowFrame {...frame} side={null}>
        <div className="flex min-w-0 flex-1 items-start sm:ps-10">{fold}</div>
      </RowFrame>
    )
  }
  const heading = named && first && (
    <div className="truncate text-sm font-semibold" style={nameColor(senderId)}>
      <bdi>{name}</bdi>
    </div>
  )
  const { bubble, under } = kept ? keptParts(said, props) : pendingParts(said, props)
  const content = (
    <>
      <Bubble
        text={text}
        mentioned={mentioned}
        mine={mine}
        last={last}
        status={status}
        carried={carried}
        heading={heading}
        spokenName={first && !named ? name : undefined}
        onUnfold={onUnfold}
        {...bubble}
      />
      {blocked && fold}
      {under}
    </>
  )
  return (
    <RowFrame {...frame} side={named ? null : mine ? 'end' : 'start'}>
      {named ? (
        <>
          <span className="mr-2 w-8 shrink-0 self-end">
            {last && (
              <Avatar id={senderId} name={name} pictureId={people.profileOf(senderId)?.pictureId ?? null} size="sm" />
            )}
          </span>
          <div className="flex min-w-0 flex-1 flex-col items-start">{content}</div>
        </>
      ) : (
        content
      )}
    </RowFrame>
  )
})
