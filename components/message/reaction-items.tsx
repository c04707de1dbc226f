'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Plus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { cn } from '../ui/cn'
import { QUICK_EMOJI } from './emoji-list'

interface ReactionItemsProps {
  /** My reaction so far. */
  readonly mine: string | null
  readonly onReact: (emoji: string | null) => void
  /** Any other: the picker opens. */
  readonly onMore: () => void
}

/** The emoji nearest at hand, in a row at the top of a message's menu. */
export function ReactionItems({ mine, onReact, onMore }: ReactionItemsProps) {
  const own = mine !== null && !QUICK_EMOJI.some((emoji) => emoji === mine) ? [mine] : []
  return (
    <Base.Group
      aria-label="React"
      className="mb-1.5 flex justify-between border-b border-line pb-1.5"
      onKeyDown={alongRow}
    >
      {[...own, ...QUICK_EMOJI.slice(0, QUICK_EMOJI.length - own.length)].map((emoji) => (
        <EmojiItem key={emoji} emoji={emoji} mine={mine === emoji} onReact={onReact} />
      ))}
      <Base.Item aria-label="More reactions" onClick={onMore} className={itemStyles}>
        <Plus aria-hidden className="size-5 text-ink-muted" />
      </Base.Item>
    </Base.Group>
  )
}

const itemStyles =
  'grid size-9 cursor-default place-items-center rounded-full font-emoji text-[1.375rem] leading-none outline-none select-none data-highlighted:bg-hover'

interface EmojiItemProps {
  readonly emoji: string
  readonly mine: boolean
  readonly onReact: (emoji: string | null) => void
}

function EmojiItem({ emoji, mine, onReact }: EmojiItemProps) {
  return (
    <Base.Item
      aria-label={mine ? `Take back ${emoji}` : `React with ${emoji}`}
      onClick={() => onReact(mine ? null : emoji)}
      className={cn(itemStyles, mine && 'bg-accent-soft ring-2 ring-accent ring-inset')}
    >
      <span aria-hidden>{emoji}</span>
    </Base.Item>
  )
}

function focusItem(event: KeyboardEvent<HTMLElement>, step: number): boolean {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')]
  const index = items.findIndex((item) => item.matches(':focus'))
  const next = items[index + step]
  if (index === -1 || !next) return false
  event.preventDefault()
  event.stopPropagation()
  next.focus()
  return true
}

/** Left and right go along the row; down leaves it at once. */
function alongRow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'ArrowRight') focusItem(event, 1)
  else if (event.key === 'ArrowLeft') focusItem(event, -1)
  else if (event.key === 'ArrowDown') {
    const next = event.currentTarget.nextElementSibling
    if (!(next instanceof HTMLElement)) return
    event.preventDefault()
    event.stopPropagation()
    next.focus()
  }
}
