'use client'

import { useEffect, useRef } from 'react'
import { cn } from '../../ui/cn'
import { SUGGESTION_LIST, suggestionId } from './suggestion'
import type { Suggestions } from './use-suggestions'

/** Above the field, which keeps the focus. */
export function SuggestionList({ list, active, kind, choose }: Suggestions) {
  const current = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is current is another element then.
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [active, list])
  if (kind === null) return null
  return (
    <div
      id={SUGGESTION_LIST}
      role="listbox"
      aria-label={kind === 'emoji' ? 'Emoji' : 'Members'}
      className="absolute bottom-full left-0 z-20 mb-2 max-h-[min(20rem,40dvh)] w-80 max-w-full overflow-y-auto rounded-xl border border-line bg-raised p-1.5 text-ink shadow-overlay"
    >
      {list.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
        <div
          key={suggestion.key}
          id={suggestionId(index)}
          ref={index === active ? current : undefined}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // A press would take the focus from the field, and a phone's keyboard along.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(suggestion)}
          className={cn(
            'flex min-h-10 cursor-default items-center gap-2.5 rounded-lg px-2 py-1 select-none hover:bg-hover',
            index === active && 'bg-hover',
          )}
        >
          {suggestion.picture}
          <bdi className="min-w-24 truncate">{suggestion.label}</bdi>
          <bdi className="ms-auto min-w-0 truncate ps-2 text-sm text-ink-muted">{suggestion.detail}</bdi>
        </div>
      ))}
    </div>
  )
}
