'use client'

import { ChevronDown, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '../ui/cn'
import { Menu, MenuContent, MenuTrigger } from '../ui/menu'

interface FilterChipProps {
  readonly label: string
  /** What was chosen; null: nothing. */
  readonly chosen: string | null
  readonly onClear: () => void
  /** The menu's items. */
  readonly children: ReactNode
}

const style = 'flex h-8 max-w-44 items-center gap-1 rounded-full px-3 text-sm font-medium outline-offset-1'

/** Narrows a search down: a menu until something is chosen, then a button that takes it back. */
export function FilterChip({ label, chosen, onClear, children }: FilterChipProps) {
  if (chosen !== null) {
    return (
      <button
        type="button"
        aria-label={`${label}: ${chosen}. Take this filter away`}
        onClick={onClear}
        className={cn(style, 'bg-accent-soft text-accent-ink')}
      >
        <bdi className="truncate">{chosen}</bdi>
        <X aria-hidden className="size-3.5 shrink-0" />
      </button>
    )
  }
  return (
    <Menu>
      <MenuTrigger className={cn(style, 'bg-sunken text-ink-muted hover:text-ink data-popup-open:text-ink')}>
        {label}
        <ChevronDown aria-hidden className="size-3.5" />
      </MenuTrigger>
      <MenuContent align="start">{children}</MenuContent>
    </Menu>
  )
}
