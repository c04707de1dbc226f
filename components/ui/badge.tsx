import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { cn } from './cn'

const styles = cva('inline-flex shrink-0 items-center justify-center tabular-nums', {
  variants: {
    tone: {
      accent: 'bg-badge text-on-badge',
      muted: 'bg-badge-muted text-on-badge-muted',
      soft: 'bg-accent-soft text-accent-ink',
      plain: 'bg-sunken text-ink-muted',
    },
    shape: {
      count: 'h-5 min-w-5 rounded-full px-1.5 text-2xs font-semibold',
      word: 'h-5 rounded-md px-1.5 text-2xs font-medium',
    },
  },
  defaultVariants: { tone: 'accent', shape: 'count' },
})

interface BadgeProps extends VariantProps<typeof styles> {
  children?: ReactNode
  className?: string
}

export function Badge({ tone, shape, children, className }: BadgeProps) {
  return <span className={cn(styles({ tone, shape }), className)}>{children}</span>
}

/** `1234` as "999+": a badge never outgrows its line. */
export function CountBadge({ count, muted = false, label }: { count: number; muted?: boolean; label?: string }) {
  return (
    <Badge tone={muted ? 'muted' : 'accent'}>
      <span aria-hidden={label !== undefined}>{count > 999 ? '999+' : count}</span>
      {label && <span className="sr-only">{label}</span>}
    </Badge>
  )
}
