'use client'

import { Search, X } from 'lucide-react'
import { IconButton } from '../ui/icon-button'

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Filters the lines below by name. Arrow down goes to them, Escape empties it. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  return (
    <div className="relative mx-4 mb-1">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-ink-faint" />
      <input
        type="search"
        dir="auto"
        value={value}
        aria-label="Search conversations"
        placeholder="Search"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) {
            event.stopPropagation()
            onChange('')
          }
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
          event.preventDefault()
          const first = document.querySelector<HTMLElement>('[data-overview-list] [data-conversation]')
          if (event.key === 'Enter') first?.click()
          else first?.focus()
        }}
        className="h-10 w-full rounded-full bg-sunken pr-10 pl-9 text-[1rem] text-ink outline-offset-0 placeholder:text-ink-faint sm:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      {value && (
        <IconButton label="Clear the search" size="sm" className="absolute top-1 right-1" onClick={() => onChange('')}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
