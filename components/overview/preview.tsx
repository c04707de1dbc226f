'use client'

import { Ban } from 'lucide-react'
import type { OverviewLine } from '@/client/kith'
import { messageWords } from '@/server/domain/message-words'
import { plainPreview } from '@/server/domain/text/plain-text'
import { deletedWords } from '../message/deleted-words'
import { describeEvent, isSystem } from '../message/describe-event'
import { postedStatus } from '../message/status'
import { Ticks } from '../message/ticks'
import type { People } from '../people/use-names'
import { TypingDots } from '../presence/typing-dots'

interface PreviewProps {
  readonly line: OverviewLine
  readonly people: People
  /** How it begins, as much of it as a line shows. */
  readonly draft: string
}

/** Under the name: who types, else my draft, else what waits here, else the last that happened. */
export function Preview({ line, people, draft }: PreviewProps) {
  const { typing, pending, entry } = line
  if (typing.length > 0) return <TypingPreview line={line} people={people} />
  if (draft.trim()) {
    return (
      <>
        <span className="text-danger-ink">Draft: </span>
        {plainPreview(draft)}
      </>
    )
  }
  const waiting = pending.at(-1)
  if (waiting) {
    return (
      <>
        <Ticks status={waiting.status === 'failed' ? 'failed' : 'waiting'} className="mr-1" />
        {messageWords(waiting)}
      </>
    )
  }
  const event = entry.lastEvent
  if (!event) return null
  if (isSystem(event)) return describeEvent(event, people) ?? ''
  const mine = event.message.senderId === people.meId
  const group = entry.conversation.kind === 'group'
  if (event.message.deleted) {
    return (
      <span className="italic">
        <Ban aria-hidden className="mr-1 inline size-3.5 align-[-0.15em]" />
        {deletedWords(event.message.deleted, people.meId)}
      </span>
    )
  }
  return (
    <>
      {mine && <Ticks status={postedStatus(event.seq, line.receipts)} className="mr-1" />}
      {group && !mine && <Sender name={people.nameOf(event.message.senderId)} />}
      <bdi>{messageWords(event.message)}</bdi>
    </>
  )
}

/** A long name leaves room for what was said. */
function Sender({ name }: { name: string }) {
  return (
    <span className="text-ink">
      <bdi className="inline-block max-w-[45%] truncate align-bottom">{name}</bdi>:{' '}
    </span>
  )
}

function TypingPreview({ line, people }: Pick<PreviewProps, 'line' | 'people'>) {
  const [userId] = line.typing
  const named = line.entry.conversation.kind === 'group' && userId !== undefined
  return (
    <span className="text-accent-ink">
      {named ? `${people.nameOf(userId)} is typing` : 'typing'}
      <TypingDots />
    </span>
  )
}
