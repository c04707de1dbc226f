'use client'

import { memo, useMemo, useState } from 'react'
import { expiryOf } from '@/client/live/expiry-of'
import type { MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { carriedOf } from '../attachments/carried'
import { shownOf } from '../attachments/shown'
import { Avatar } from '../avatar'
import { FoldedMessage } from '../blocking/folded-message'
import { CircleMessage } from '../circle/circle-message'
import { nameColor } from '../people/name-color'
import type { People } from '../people/use-names'
import { lookAtSticker } from '../stickers/looked-at-sticker'
import { lookAt } from '../viewer/looked-at'
import { VoiceMessage } from '../voice/voice-message'
import { AlsoIn } from './also-in'
import { Bubble } from './bubble'
import { deletedWords } from './deleted-words'
import { Forwarded } from './forwarded'
import { LinkCard } from './link-card'
import { Quote, type Quoted } from './quote'
import { ReactionChips } from './reaction-chips'
import { RowFrame } from './row-frame'
import type { MessageStatus } from './status'
import { useMentioned } from './use-mentioned'
import { askWordings } from './wordings-asked'

interface MessageRowProps {
  readonly rowKey: string
  readonly event: MessagePosted
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
  readonly onUnfold: () => void
}

/** A message that is kept: mine on the right, others' on the left with their name and face in groups. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const {
    rowKey,
    event,
    mine,
    first,
    last,
    group,
    status,
    people,
    quoted,
    lit,
    selected,
    starred,
    onJump,
    onReact,
    onUnfold,
  } = props
  const { message, seq } = event
  const named = group && !mine
  const profile = named ? people.profileOf(message.senderId) : undefined
  const name = named ? people.nameOf(message.senderId) : ''
  const deleted = message.deleted && deletedWords(message.deleted, people.meId)
  const mentioned = useMentioned(message.mentions, people)
  const carried = useMemo(
    () =>
      carriedOf({
        kind: event.message.kind,
        shown: shownOf(event),
        erased: event.message.filesErased,
        onOpen: (position) =>
          event.message.kind === 'sticker'
            ? lookAtSticker(event)
            : lookAt({ conversationId: event.conversationId, seq: event.seq, position }),
        voice: (meta) => <VoiceMessage event={event} mine={mine} meta={meta} />,
        circle: () => <CircleMessage event={event} />,
      }),
    [event, mine],
  )
  const blocked = props.blocked && !deleted
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
  if (blocked && !shown) {
    return (
      <RowFrame rowKey={rowKey} seq={seq} side={null} first={first} lit={lit} selected={selected}>
        <div className="flex min-w-0 flex-1 items-start sm:ps-10">{fold}</div>
      </RowFrame>
    )
  }
  const said = (
    <>
      <Bubble
        text={message.text}
        mentioned={mentioned}
        at={event.at}
        mine={mine}
        last={last}
        status={status}
        editedAt={message.deleted ? null : message.editedAt}
        onEdited={() => askWordings(event)}
        deleted={deleted}
        starred={starred && !message.deleted}
        pinned={message.pinned !== null && !message.deleted}
        expiresAt={expiryOf(event)}
        carried={carried}
        below={message.preview && !deleted ? <LinkCard preview={message.preview} place={event} /> : undefined}
        onUnfold={onUnfold}
        spokenName={first && !named ? (mine ? 'You' : people.nameOf(message.senderId)) : undefined}
        heading={
          named && first ? (
            <div className="truncate text-sm font-semibold" style={nameColor(message.senderId)}>
              <bdi>{name}</bdi>
            </div>
          ) : undefined
        }
        quote={
          message.replyTo !== null && !deleted ? (
            <Quote quoted={quoted} people={people} onJump={onJump} />
          ) : message.forwardedFrom !== null && !deleted ? (
            <Forwarded from={message.forwardedFrom} people={people} />
          ) : undefined
        }
      />
      {blocked && fold}
      {message.places.length > 1 && <AlsoIn here={event.conversationId} places={message.places} />}
      {message.reactions.length > 0 && (
        <ReactionChips
          reactions={message.reactions}
          people={people}
          onReact={onReact && ((emoji) => onReact(event, emoji))}
        />
      )}
    </>
  )
  const side = named ? null : mine ? 'end' : 'start'
  return (
    <RowFrame rowKey={rowKey} seq={seq} side={side} first={first} lit={lit} selected={selected}>
      {named ? (
        <>
          <span className="mr-2 w-8 shrink-0 self-end">
            {last && <Avatar id={message.senderId} name={name} pictureId={profile?.pictureId ?? null} size="sm" />}
          </span>
          <div className="flex min-w-0 flex-1 flex-col items-start">{said}</div>
        </>
      ) : (
        said
      )}
    </RowFrame>
  )
})
