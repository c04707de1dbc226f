'use client'

import { type ReactNode, useId } from 'react'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { FieldError } from '../ui/field'

/** What is written: `days` also while it is for ever, so that it is there again. */
export interface KeptFor {
  readonly forEver: boolean
  readonly days: string
}

interface KeptForFieldProps {
  readonly label: string
  readonly hint: ReactNode
  readonly value: KeptFor
  readonly problem: string | null
  readonly onChange: (value: KeptFor) => void
}

/** For ever, or so many days. */
export function KeptForField({ label, hint, value, problem, onChange }: KeptForFieldProps) {
  const note = useId()
  const { forEver, days } = value
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium">{label}</p>
          <p className="text-sm text-ink-muted">{hint}</p>
        </div>
        <div className="flex items-center gap-2 max-sm:w-full">
          <Segmented
            label={`Keep ${label.toLowerCase()}`}
            className="flex-1 sm:w-48 sm:flex-none"
            value={forEver ? 'ever' : 'days'}
            onChange={(next) => onChange({ days, forEver: next === 'ever' })}
            options={[
              { value: 'ever', label: 'For ever' },
              { value: 'days', label: 'Days' },
            ]}
          />
          <Input
            aria-label={`Days of ${label.toLowerCase()}`}
            aria-describedby={problem ? note : undefined}
            aria-invalid={problem ? true : undefined}
            inputMode="numeric"
            autoComplete="off"
            className="w-20 text-end tabular-nums"
            disabled={forEver}
            value={forEver ? '' : days}
            placeholder={forEver ? '∞' : undefined}
            onChange={(event) => onChange({ forEver, days: event.target.value })}
          />
        </div>
      </div>
      <div id={note} aria-live="polite" className="text-sm empty:hidden">
        {problem && <FieldError>{problem}</FieldError>}
      </div>
    </div>
  )
}
