'use client'

import { useState } from 'react'
import { useStore } from 'zustand'
import type { Message, MessagePosted, MessageVersion } from '@/contracts/dto'
import type { Instant, UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { type People, useNames } from '../people/use-names'
import { formatFull } from '../time/format-time'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { Dialog, DialogContent } from '../ui/dialog'
import { FieldError } from '../ui/field'
import { Skeleton } from '../ui/skeleton'
import { MessageText } from './message-text'
import { useMentioned } from './use-mentioned'
import { useVersions } from './use-versions'
import { closeWordings, useAskedWordings } from './wordings-asked'

/** What a message said before it was edited, for whatever asked for it. */
export function Wordings() {
  const { event } = useAskedWordings()
  // While it fades out, it still shows what it showed.
  const [shown, setShown] = useState(event)
  if (event && event !== shown) setShown(event)
  return (
    <Dialog open={event !== null} onOpenChange={(open) => !open && closeWordings()}>
      {shown && (
        <DialogContent title="Earlier wordings">
          <Content event={shown} />
        </DialogContent>
      )}
    </Dialog>
  )
}

function Content({ event: asked }: { event: MessagePosted }) {
  const handle = useKith().conversation(asked.conversationId)
  const people = useNames()
  const live = useStore(handle.store, ({ events }) => events.find(({ seq }) => seq === asked.seq))
  const { seq, message } = live?.kind === 'message:posted' ? live : asked
  const mentioned = useMentioned(message.mentions, people)
  const { versions, problem, retry } = useVersions(handle, seq, message.changedSeq)

  if (message.deleted) {
    return <p className="py-4 text-ink-muted">This message was deleted, and its earlier wordings with it.</p>
  }
  if (problem) {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 text-sm">
        <FieldError>{problem}</FieldError>
        <Button size="sm" variant="secondary" onClick={retry}>
          Try again
        </Button>
      </div>
    )
  }
  if (!versions) return <Loading />
  return <List versions={versions} message={message} mentioned={mentioned} people={people} />
}

const Loading = () => (
  <div role="status" aria-label="Loading" className="flex flex-col gap-3">
    <Skeleton className="h-16 w-4/5" corners="rounded-bubble" />
    <Skeleton className="h-16 w-3/5" corners="rounded-bubble" />
  </div>
)

interface ListProps {
  readonly versions: readonly MessageVersion[]
  readonly message: Message
  readonly mentioned: ReadonlyMap<string, UserId> | undefined
  readonly people: People
}

/** As they were written, oldest first, and what it says now. */
function List({ versions, message, mentioned, people }: ListProps) {
  const { text, editedAt, sentAt, senderId } = message
  const mine = senderId === people.meId
  const wording = (words: string, at: Instant, now: boolean) => (
    <li key={now ? 'now' : at} className="flex flex-col gap-1">
      <p className="flex items-baseline gap-2 px-1 text-xs text-ink-muted tabular-nums">
        {now && <span className="font-semibold text-accent-ink">Now</span>}
        <time dateTime={at}>{formatFull(at)}</time>
      </p>
      <div
        className={cn(
          'w-fit max-w-full rounded-bubble px-3 py-1.5',
          now && (mine ? 'bg-bubble-own text-on-bubble-own' : 'bg-bubble-other text-on-bubble-other shadow-bubble'),
          !now && 'bg-sunken',
        )}
      >
        {words === '' ? (
          <span className="text-ink-muted italic">No words</span>
        ) : (
          <MessageText text={words} {...(mentioned && { mentioned })} meta={null} onUnfold={() => {}} />
        )}
      </div>
    </li>
  )
  return (
    <ol className="flex flex-col gap-4">
      {versions.map((version) => wording(version.text, version.at, false))}
      {wording(text, editedAt ?? sentAt, true)}
    </ol>
  )
}
