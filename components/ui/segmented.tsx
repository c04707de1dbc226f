'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { cn } from './cn'

interface SegmentedProps<Value extends string> {
  /** Names the choice for screen readers. */
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[]
  readonly className?: string
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** One of a few, all in sight: a filter, a theme. Arrow keys move the choice. */
export function Segmented<Value extends string>({ label, value, onChange, options, className }: SegmentedProps<Value>) {
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = STEPS[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const turned = sideways && getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step
    const at = options.findIndex((option) => option.value === value)
    const next = (at + turned + options.length) % options.length
    const option = options[next]
    if (!option) return
    event.preventDefault()
    event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus()
    onChange(option.value)
  }
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cn('flex gap-1 rounded-lg bg-sunken p-1', className)}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a button can be drawn as one likes, and keeps what it says in it.
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          data-checked={option.value === value ? '' : undefined}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          className={cn(
            'touch-target relative inline-flex h-8 min-w-0 flex-1 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium text-ink-muted transition-colors pointer-coarse:h-9 [&_svg]:size-4',
            'hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-bubble',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
