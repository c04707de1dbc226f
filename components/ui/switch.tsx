'use client'

import { Switch as Base } from '@base-ui/react/switch'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Needs a name: a label around it or for its id, or `aria-label`. */
export function Switch({
  className,
  ...props
}: Omit<ComponentProps<typeof Base.Root>, 'className'> & { className?: string }) {
  return (
    <Base.Root
      {...props}
      className={cn(
        'touch-target relative inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors',
        'data-checked:border-accent data-checked:bg-accent data-disabled:opacity-55',
        className,
      )}
    >
      <Base.Thumb className="size-4.5 rounded-full bg-line-strong transition-[translate,background-color] data-checked:translate-x-4 data-checked:bg-on-accent rtl:data-checked:-translate-x-4" />
    </Base.Root>
  )
}
