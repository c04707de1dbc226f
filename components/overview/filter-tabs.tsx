'use client'

import { memo } from 'react'
import type { OverviewLine } from '@/client/kith'
import { cn } from '../ui/cn'
import { isUnread, type OverviewFilter } from './filter'

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'groups', label: 'Groups' },
  // The last, since how many there are changes its width: nothing is moved by it.
  { value: 'unread', label: 'Unread' },
] as const

interface FilterTabsProps {
  readonly lines: readonly OverviewLine[]
  /** The lines are all there are. */
  readonly counted: boolean
  readonly filter: OverviewFilter
  readonly onChange: (filter: OverviewFilter) => void
}

export const FilterTabs = memo(function FilterTabs({ lines, counted, filter, onChange }: FilterTabsProps) {
  const unread = !counted ? 0 : lines.filter((line) => !line.state.archived && isUnread(line)).length
  return (
    <fieldset aria-label="Which conversations to show" className="flex gap-1.5 px-4 py-1.5">
      {FILTERS.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={filter === value}
          onClick={() => onChange(value)}
          className={cn(
            'touch-target relative h-8 rounded-full px-3 text-sm font-medium transition-colors',
            filter === value ? 'bg-accent-soft text-accent-ink' : 'text-ink-muted hover:bg-hover hover:text-ink',
          )}
        >
          {label}
          {value === 'unread' && unread > 0 && <span className="ml-1.5 tabular-nums">{unread}</span>}
        </button>
      ))}
    </fieldset>
  )
})
