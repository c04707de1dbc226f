import { type ReactNode, useId } from 'react'
import { cn } from '@/components/ui/cn'

interface SectionProps {
  readonly title: string
  readonly description?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
  readonly children?: ReactNode
}

export function Section({ title, description, action, className, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-2xl border border-line bg-surface p-5 sm:p-6">
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {description && <p className="text-sm text-pretty text-ink-muted">{description}</p>}
        </div>
        {action}
      </div>
      {children && <div className={cn('mt-4 empty:hidden', className)}>{children}</div>}
    </section>
  )
}
