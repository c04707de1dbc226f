'use client'

import { memo } from 'react'
import type { Reaction } from '@/contracts/dto'
import type { People } from '../people/use-names'
import { cn } from '../ui/cn'
import { namesOf } from './reaction-names'

interface ReactionChipsProps {
  readonly reactions: readonly Reaction[]
  readonly people: People
  /** Null: they can be read, not changed. */
  readonly onReact: ((emoji: string | null) => void) | null
}

/** Under a bubble: each emoji with how many chose it. A click joins them, or takes mine back. */
export const ReactionChips = memo(function ReactionChips({ reactions, people, onReact }: ReactionChipsProps) {
  return (
    <fieldset aria-label="Reactions" className="min-w-0 relative -mt-1 flex max-w-full flex-wrap gap-1 px-2 pb-1">
      {reactions.map(({ emoji, userIds }) => {
        const mine = userIds.includes(people.meId)
        const names = namesOf(userIds, people)
        return (
          <button
            key={emoji}
            data-tooltip="bottom"
            data-tooltip-words={names}
            type="button"
            tabIndex={-1}
            data-row-part=""
            aria-pressed={mine}
            aria-disabled={onReact === null}
            aria-label={`${emoji} ${userIds.length}, ${names}`}
            onClick={({ currentTarget }) => {
              // The last one goes with its chip, and would take the focus along.
              if (mine && userIds.length === 1) currentTarget.closest<HTMLElement>('[data-message]')?.focus()
              onReact?.(mine ? null : emoji)
            }}
            className={cn(
              'inline-flex h-6.5 items-center gap-1 rounded-full border px-2 text-xs font-medium tabular-nums shadow-bubble select-none',
              'outline-offset-1 transition-colors',
              mine
                ? 'border-accent bg-accent-soft text-accent-ink'
                : 'border-line bg-surface text-ink-muted hover:border-line-strong',
            )}
          >
            <span aria-hidden className="font-emoji text-[0.9375rem] leading-none">
              {emoji}
            </span>
            <span aria-hidden>{userIds.length}</span>
          </button>
        )
      })}
    </fieldset>
  )
})
