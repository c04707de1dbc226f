'use client'

import { AtSign, BellOff, Pin } from 'lucide-react'
import { memo } from 'react'
import type { OverviewLine } from '@/client/kith'
import { Avatar } from '../avatar'
import { useDraftBeginning } from '../composer/drafts'
import { faceOf, usePresence } from '../conversation/face'
import type { People } from '../people/use-names'
import { useWatchedPresence } from '../people/use-watched-presence'
import { switchTo } from '../shell/location'
import { formatBrief, formatFull } from '../time/format-time'
import { useTime, useToday } from '../time/now'
import { CountBadge } from '../ui/badge'
import { cn } from '../ui/cn'
import { isUnread } from './filter'
import { isMuted } from './muted'
import { Preview } from './preview'

export const LINE_HEIGHT = 72

interface OverviewLineProps {
  readonly line: OverviewLine
  readonly people: People
  readonly selected: boolean
  /** The one line that Tab reaches; arrows go on from it. */
  readonly tabbable: boolean
}

export const OverviewLineView = memo(function OverviewLineView(props: OverviewLineProps) {
  const { line, people, selected, tabbable } = props
  const { entry, state } = line
  useToday()
  const face = faceOf(entry.conversation, people)
  const presence = usePresence(face.userId)
  useWatchedPresence(face.userId ? [face.userId] : [])
  const draft = useDraftBeginning(selected ? null : entry.conversation.id)
  const at = line.pending.at(-1)?.createdAt ?? entry.lastEvent?.at ?? entry.conversation.createdAt
  return (
    <a
      href={`/c/${entry.conversation.id}`}
      data-conversation={entry.conversation.id}
      tabIndex={tabbable ? 0 : -1}
      aria-current={selected ? 'page' : undefined}
      draggable={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        switchTo(entry.conversation.id)
      }}
      className={cn('overview-line', selected ? 'bg-selection' : 'hover:bg-hover')}
    >
      <Avatar
        {...face}
        online={presence?.online ?? false}
        className={selected ? '[&>*:last-child]:ring-selection' : ''}
      />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-semibold">
            <bdi>{face.name}</bdi>
          </span>
          <time
            dateTime={at}
            title={formatFull(at)}
            className={cn(
              'text-xs tabular-nums',
              state.unread > 0 && !isMuted(state) && !state.request ? 'text-accent-ink' : 'text-ink-muted',
            )}
          >
            {formatBrief(at)}
          </time>
        </span>
        <span className="flex h-5 items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-sm text-ink-muted">
            <Preview line={line} people={people} draft={draft} />
          </span>
          <LineBadges line={line} />
        </span>
      </span>
    </a>
  )
})

function LineBadges({ line }: { line: OverviewLine }) {
  const { state } = line
  const muted = useTime((now) => isMuted(state, now))
  const quiet = muted || state.request
  return (
    <>
      {muted && <BellOff role="img" aria-label="Muted" className="size-3.5 shrink-0 text-ink-faint" />}
      {state.mentionsOnly && !muted && (
        <AtSign role="img" aria-label="Mentions only" className="size-3.5 shrink-0 text-ink-faint" />
      )}
      {state.pinnedAt && <Pin role="img" aria-label="Pinned" className="size-3.5 shrink-0 rotate-45 text-ink-faint" />}
      {state.mentions > 0 && (
        <span
          role="img"
          aria-label={state.mentions === 1 ? '1 mention' : `${state.mentions} mentions`}
          className="inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-badge text-on-badge"
        >
          <AtSign aria-hidden className="size-3" strokeWidth={2.75} />
        </span>
      )}
      {state.unread > 0 ? (
        <CountBadge count={state.unread} muted={quiet} label={`${state.unread} unread`} />
      ) : (
        isUnread(line) && (
          <span
            role="img"
            aria-label="Marked as unread"
            className={cn('mx-1 size-3 shrink-0 rounded-full', muted ? 'bg-badge-muted' : 'bg-badge')}
          />
        )
      )}
    </>
  )
}
