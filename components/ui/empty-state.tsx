import type { ReactNode } from 'react'
import { cn } from './cn'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: ReactNode
  /** What to do about it. */
  readonly description?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
}

export function EmptyState({ icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-3 px-6 py-10 text-center', className)}>
      {icon && (
        <div
          aria-hidden
          className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent-ink [&_svg]:size-6"
        >
          {icon}
        </div>
      )}
      <div className="flex max-w-72 flex-col gap-1">
        <p className="font-semibold text-balance">{title}</p>
        {description && <p className="text-sm text-pretty text-ink-muted">{description}</p>}
      </div>
      {action}
    </div>
  )
}
