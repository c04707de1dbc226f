'use client'

import { PinOff } from 'lucide-react'
import type { MessagePosted } from '@/contracts/dto'
import { QuotedWords, quoterName } from '../message/quote'
import { QuoteThumbnail } from '../message/quote-thumbnail'
import { nameColor } from '../people/name-color'
import type { People } from '../people/use-names'
import { formatBrief, formatFull } from '../time/format-time'
import { IconButton } from '../ui/icon-button'

interface PinnedRowProps {
  /** Undefined: on its way. */
  readonly quoted: MessagePosted | null | undefined
  readonly people: People
  /** Takes the focus when the list opens. */
  readonly first: boolean
  readonly onGo: () => void
  /** Null: one can only read here. */
  readonly onUnpin: ((row: HTMLElement | null) => void) | null
}

/** Who said it, its first words and when; a click goes there. */
export function PinnedRow({ quoted, people, first, onGo, onUnpin }: PinnedRowProps) {
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        data-go=""
        data-initial-focus={first ? '' : undefined}
        onClick={onGo}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-xl px-2.5 py-2 text-start outline-offset-[-2px] hover:bg-hover"
      >
        {quoted ? <Said quoted={quoted} people={people} /> : <span className="text-ink-muted">Loading…</span>}
      </button>
      {onUnpin && (
        <IconButton label="Unpin" onClick={(event) => onUnpin(event.currentTarget.closest('li'))}>
          <PinOff aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

function Said({ quoted, people }: { quoted: MessagePosted; people: People }) {
  const { senderId, sentAt } = quoted.message
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 flex-1 truncate font-semibold" style={nameColor(senderId)}>
            {quoterName(quoted, people)}
          </bdi>
          <time dateTime={sentAt} title={formatFull(sentAt)} className="text-xs text-ink-muted tabular-nums">
            {formatBrief(sentAt)}
          </time>
        </span>
        <QuotedWords quoted={quoted} className="line-clamp-2 text-sm break-words text-ink-muted" />
      </span>
      <QuoteThumbnail quoted={quoted} />
    </>
  )
}
