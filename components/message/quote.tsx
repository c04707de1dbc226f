'use client'

import { Ban } from 'lucide-react'
import { memo } from 'react'
import type { MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { messageWords } from '@/server/domain/message-words'
import { nameColor } from '../people/name-color'
import type { People } from '../people/use-names'
import { QuoteThumbnail } from './quote-thumbnail'

/** A message that is answered. Null: not open to me. Undefined: not here yet. */
export type Quoted = MessagePosted | null | undefined

interface QuoteProps {
  readonly quoted: Quoted
  readonly people: People
  readonly onJump?: (seq: Seq) => void
}

const FRAME =
  'mt-0.5 mb-1 block w-full min-w-0 rounded-md border-s-[3px] bg-ink/5 py-1 ps-2 pe-2.5 text-start text-sm outline-offset-1'

/** What a message answers, above its words; a click goes there. */
export const Quote = memo(function Quote({ quoted, people, onJump }: QuoteProps) {
  if (!quoted) {
    return (
      <div className={`${FRAME} border-line-strong italic opacity-85`}>
        {quoted === null ? 'Message not available' : 'Loading…'}
      </div>
    )
  }
  const { color } = nameColor(quoted.message.senderId)
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      onClick={() => onJump?.(quoted.seq)}
      style={{ borderColor: color }}
      className={`${FRAME} transition-colors hover:bg-ink/10`}
    >
      <span className="sr-only">Answers </span>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <span
            className="block truncate font-semibold"
            style={{ color: `color-mix(in oklab, ${color} 65%, currentColor)` }}
          >
            <bdi>{quoterName(quoted, people)}</bdi>
          </span>
          <QuotedWords quoted={quoted} className="line-clamp-2 [overflow-wrap:anywhere]" />
        </span>
        <QuoteThumbnail quoted={quoted} />
      </span>
    </button>
  )
})

export const quoterName = (quoted: MessagePosted, people: People): string =>
  quoted.message.senderId === people.meId ? 'You' : people.nameOf(quoted.message.senderId)

export function QuotedWords({ quoted, className }: { quoted: MessagePosted; className: string }) {
  if (quoted.message.deleted) {
    return (
      <span className="flex items-center gap-1 italic">
        <Ban aria-hidden className="size-3.5 shrink-0" />
        Deleted message
      </span>
    )
  }
  return (
    <span dir="auto" className={className}>
      {messageWords(quoted.message)}
    </span>
  )
}
