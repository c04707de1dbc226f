'use client'

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ConversationId, Seq } from '@/contracts/ids'
import { finePointer } from '../composer/composer-keys'
import { useNames } from '../people/use-names'
import { IconButton } from '../ui/icon-button'
import { searchIn } from './chat-search-open'
import { FilterChips } from './filter-chips'
import { FoundMessages } from './found-messages'
import { goToHit } from './gone-to'
import { moveAmongResults } from './overview-results'
import type { SearchFilters } from './search-filters'
import { useMessageSearch } from './use-message-search'

/** Words to find in a chat, and what was found. */
export function ChatSearchBar({ id }: { id: ConversationId }) {
  const people = useNames()
  const bar = useRef<HTMLElement>(null)
  const [words, setWords] = useState('')
  const [filters, setFilters] = useState<SearchFilters>({})
  const [current, setCurrent] = useState<Seq | null>(null)
  const [listed, setListed] = useState(true)
  const found = useMessageSearch(words, { ...filters, conversationId: id })
  const hits = found.hits ?? []
  const at = hits.findIndex(({ seq }) => seq === current)

  function close(): void {
    searchIn(null)
    // What had the focus goes: it is written on, but no keyboard comes up for that.
    if (finePointer()) document.querySelector<HTMLElement>('[data-composer]')?.focus({ preventScroll: true })
  }

  function go(index: number): void {
    const hit = hits[index]
    if (!hit) return
    setCurrent(hit.seq)
    setListed(false)
    goToHit(id, hit.seq, words)
    if (index >= hits.length - 2) found.more?.()
  }

  return (
    <search
      ref={bar}
      aria-label="Search this chat"
      className="relative z-20 shrink-0 border-b border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          close()
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          if (!listed) setListed(true)
          else moveAmongResults(event, bar.current)
        }
      }}
    >
      <div data-steps="" className="flex h-14 items-center gap-1 px-2 md:px-3">
        <div className="relative min-w-0 flex-1">
          <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-ink-faint" />
          <input
            // biome-ignore lint/a11y/noAutofocus: one opened it to type.
            autoFocus
            type="search"
            dir="auto"
            value={words}
            data-chat-search=""
            data-search-field=""
            aria-label="Words to find in this chat"
            placeholder="Search this chat"
            autoComplete="off"
            onChange={(event) => {
              setWords(event.target.value)
              setCurrent(null)
              setListed(true)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              event.preventDefault()
              go(event.shiftKey ? Math.max(0, at - 1) : at + 1)
            }}
            className="h-10 w-full rounded-full bg-sunken pr-3 pl-9 text-[1rem] text-ink placeholder:text-ink-faint sm:text-base [&::-webkit-search-cancel-button]:hidden"
          />
        </div>
        <span role="status" className="min-w-12 px-1 text-center text-sm text-ink-muted tabular-nums">
          {found.hits &&
            !found.loading &&
            (at >= 0 ? `${at + 1} of ${hits.length}${found.more ? '+' : ''}` : countOf())}
        </span>
        <IconButton label="Older hit" disabled={at >= hits.length - 1} onClick={() => go(at + 1)}>
          <ChevronUp aria-hidden />
        </IconButton>
        <IconButton label="Newer hit" disabled={at <= 0} onClick={() => go(at - 1)}>
          <ChevronDown aria-hidden />
        </IconButton>
        <IconButton label="Close the search" onClick={close}>
          <X aria-hidden />
        </IconButton>
      </div>
      {listed && (
        <div className="absolute inset-x-0 top-full max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain border-y border-line bg-surface pb-1 shadow-overlay">
          <FilterChips alone filters={filters} onChange={setFilters} />
          {found.hits && (
            <FoundMessages
              found={found}
              people={people}
              faceOfHit={() => null}
              current={current}
              onGo={(_, seq) => go(hits.findIndex((hit) => hit.seq === seq))}
            />
          )}
        </div>
      )}
    </search>
  )

  function countOf(): string {
    if (hits.length === 0) return 'None'
    return `${hits.length}${found.more ? '+' : ''}`
  }
}
