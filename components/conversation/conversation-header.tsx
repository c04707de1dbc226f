'use client'

import { ArrowLeft, EllipsisVertical, PanelRight } from 'lucide-react'
import { memo, useEffect } from 'react'
import type { ConversationState } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { Avatar } from '../avatar'
import { TimerMark } from '../disappearing/timer-mark'
import { laterPopup } from '../part/later-popup'
import { useNames } from '../people/use-names'
import { useWatchedPresence } from '../people/use-watched-presence'
import { closePanel, goBackTo, showInfo, usePlace } from '../shell/location'
import { IconButton } from '../ui/icon-button'
import { Skeleton } from '../ui/skeleton'
import { faceOf, usePresence } from './face'
import { Subtitle } from './subtitle'

const ChatMenu = laterPopup('menu', () => import('./chat-menu').then((part) => part.ChatMenu))

interface ConversationHeaderProps {
  readonly id: ConversationId
  readonly state: Pick<ConversationState, 'conversation' | 'members' | 'typing'>
  /** Once the conversation is known: its members are needed for the line below the name. */
  readonly onOpen: () => void
}

export const ConversationHeader = memo(function ConversationHeader({ id, state, onOpen }: ConversationHeaderProps) {
  const { panel } = usePlace()
  const people = useNames()
  const { conversation, members } = state
  const face = conversation ? faceOf(conversation, people) : null
  const presence = usePresence(face?.userId ?? null)
  useWatchedPresence(face?.userId ? [face.userId] : [])
  const wanting = face?.group === true && members === null
  useEffect(() => {
    if (wanting) onOpen()
  }, [wanting, onOpen])

  return (
    <header className="flex h-16 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 pt-[env(safe-area-inset-top)] [box-sizing:content-box] md:px-3">
      <IconButton label="Back to all conversations" className="md:hidden" onClick={() => goBackTo('/')}>
        <ArrowLeft aria-hidden />
      </IconButton>
      <h1 className="sr-only">{face?.name ?? 'Conversation'}</h1>
      {face && conversation ? (
        <button
          type="button"
          aria-label={`About ${face.name}`}
          onClick={() => (panel === 'info' ? closePanel(id) : showInfo(id))}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-xl px-2 py-1 text-start hover:bg-hover"
        >
          <Avatar {...face} size="md" online={presence?.online ?? false} />
          <span className="min-w-0 flex-1">
            <span className="flex min-w-0 items-center gap-1.5 font-semibold">
              <bdi className="truncate">{face.name}</bdi>
              {conversation.disappearAfterMs !== null && <TimerMark afterMs={conversation.disappearAfterMs} />}
            </span>
            <span data-subtitle="" className="block h-4.5 truncate text-sm text-ink-muted">
              <Subtitle state={state} face={face} people={people} />
            </span>
          </span>
        </button>
      ) : (
        <div className="flex flex-1 items-center gap-3 px-2">
          <Skeleton className="size-10" corners="rounded-full" />
          <div className="grid gap-2">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-20" />
          </div>
        </div>
      )}
      {conversation && (
        <ChatMenu
          button={
            <IconButton label="More">
              <EllipsisVertical aria-hidden />
            </IconButton>
          }
          id={id}
        />
      )}
      <IconButton
        label={panel ? 'Close the panel on the right' : 'About this conversation'}
        className="max-md:hidden"
        aria-pressed={panel !== null}
        onClick={() => (panel ? closePanel(id) : showInfo(id))}
      >
        <PanelRight aria-hidden />
      </IconButton>
    </header>
  )
}, isSame)

function isSame(before: ConversationHeaderProps, after: ConversationHeaderProps): boolean {
  const [one, other] = [before.state, after.state]
  return (
    before.id === after.id &&
    before.onOpen === after.onOpen &&
    one.conversation === other.conversation &&
    one.members === other.members &&
    one.typing === other.typing
  )
}
