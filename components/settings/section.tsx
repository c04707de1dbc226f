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
      <div className="grid grid-cols-[1fr_auto] items-center">
        <h2 id={id} className="min-w-0 text-lg font-semibold">
          {title}
        </h2>
        <div className={cn('col-start-2 row-start-1 ms-4 empty:hidden', description && 'sm:row-span-2')}>{action}</div>
        {description && (
          <p className="col-start-1 row-start-2 text-sm text-pretty text-ink-muted max-sm:col-span-2 max-sm:mt-1">
            {description}
          </p>
        )}
      </div>
      {children && <div className={cn('mt-4 empty:hidden', className)}>{children}</div>}
    </section>
  )
}
