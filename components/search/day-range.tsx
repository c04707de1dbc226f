'use client'

import { useState } from 'react'
import { now } from '../time/now'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { Input } from '../ui/input'
import { MenuItem } from '../ui/menu'
import { FilterChip } from './filter-chip'
import { dayOf, type SearchFilters } from './search-filters'

interface DayRangeProps {
  readonly filters: SearchFilters
  readonly onChange: (filters: SearchFilters) => void
  readonly onClear: () => void
}

const RECENT = [
  { label: 'Today', days: 0 },
  { label: 'Last 7 days', days: 6 },
  { label: 'Last 30 days', days: 29 },
  { label: 'Last 12 months', days: 364 },
]
const ago = (days: number) => dayOf(new Date(now() - days * 86_400_000))
const shortDay = (day: string) => new Date(`${day}T12:00`).toLocaleDateString(undefined, { dateStyle: 'medium' })

/** When: one of the usual spans, or from one day to another. */
export function DayRange({ filters, onChange, onClear }: DayRangeProps) {
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <FilterChip label="Date" chosen={nameOf(filters)} onClear={onClear}>
        {RECENT.map(({ label, days }) => (
          <MenuItem key={label} onClick={() => onChange({ ...filters, from: ago(days) })}>
            {label}
          </MenuItem>
        ))}
        <MenuItem onClick={() => setChoosing(true)}>Choose days…</MenuItem>
      </FilterChip>
      <Dialog open={choosing} onOpenChange={setChoosing}>
        {choosing && (
          <DialogContent title="Sent between" width="sm">
            <form
              className="flex flex-col gap-4"
              onSubmit={(event) => {
                event.preventDefault()
                const data = new FormData(event.currentTarget)
                const [from, to] = [String(data.get('from') ?? ''), String(data.get('to') ?? '')]
                onChange({ ...filters, ...(from && { from }), ...(to && { to }) })
                setChoosing(false)
              }}
            >
              {(['from', 'to'] as const).map((name) => (
                <label key={name} htmlFor={`day-${name}`} className="flex flex-col gap-1.5 text-sm font-medium">
                  {name === 'from' ? 'First day' : 'Last day'}
                  <Input id={`day-${name}`} type="date" name={name} max={dayOf(new Date(now()))} />
                </label>
              ))}
              <Button type="submit">Search these days</Button>
            </form>
          </DialogContent>
        )}
      </Dialog>
    </>
  )
}

function nameOf({ from, to }: SearchFilters): string | null {
  if (!from && !to) return null
  const recent = to ? undefined : RECENT.find(({ days }) => from === ago(days))
  if (recent) return recent.label
  if (from && to) return `${shortDay(from)} – ${shortDay(to)}`
  return from ? `Since ${shortDay(from)}` : `Until ${shortDay(to ?? '')}`
}
