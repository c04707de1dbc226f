'use client'

import { ArrowLeft, Search, X } from 'lucide-react'
import { memo, useRef } from 'react'
import { IconButton } from '../ui/icon-button'

interface SearchFieldProps {
  readonly value: string
  readonly searching: boolean
  readonly onChange: (value: string) => void
  readonly onBegin: () => void
  readonly onEnd: () => void
}

/** Finds chats, people and messages. Arrow down goes to what was found, Escape ends the search. */
export const SearchField = memo(function SearchField(props: SearchFieldProps) {
  const { value, searching, onChange, onBegin, onEnd } = props
  const field = useRef<HTMLInputElement>(null)
  return (
    <search aria-label="Everything" className="relative mx-4 mb-1">
      {searching ? (
        <span className="absolute top-1 left-1">
          <IconButton label="End the search" size="sm" onClick={onEnd}>
            <ArrowLeft aria-hidden />
          </IconButton>
        </span>
      ) : (
        <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-ink-faint" />
      )}
      <input
        ref={field}
        type="search"
        dir="auto"
        value={value}
        data-search-field=""
        aria-label="Search conversations"
        placeholder="Search"
        autoComplete="off"
        onClick={onBegin}
        onChange={(event) => {
          onBegin()
          onChange(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && searching) {
            event.stopPropagation()
            onEnd()
          }
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
          event.preventDefault()
          const first = document.querySelector<HTMLElement>(
            '[data-overview-list] [data-conversation], [data-overview-list] [data-result]',
          )
          if (event.key === 'Enter') first?.click()
          else first?.focus()
        }}
        className="h-10 w-full rounded-full bg-sunken pr-10 pl-10 text-[1rem] text-ink outline-offset-0 placeholder:text-ink-faint sm:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      {value && (
        <span className="absolute top-1 right-1">
          <IconButton
            label="Clear the search"
            size="sm"
            onClick={() => {
              onChange('')
              field.current?.focus()
            }}
          >
            <X aria-hidden />
          </IconButton>
        </span>
      )}
    </search>
  )
})
