'use client'

import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { cn } from './cn'

interface SegmentedProps<Value extends string> {
  /** Names the choice for screen readers. */
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[]
  readonly className?: string
}

/** One of a few, all in sight: a filter, a theme. Arrow keys move the choice. */
export function Segmented<Value extends string>({ label, value, onChange, options, className }: SegmentedProps<Value>) {
  return (
    <RadioGroup<Value>
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next)}
      className={cn('flex gap-1 rounded-lg bg-sunken p-1', className)}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          render={<button type="button" />}
          nativeButton
          className={cn(
            'touch-target relative inline-flex h-8 min-w-0 flex-1 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium text-ink-muted transition-colors pointer-coarse:h-9 [&_svg]:size-4',
            'hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-bubble',
          )}
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
