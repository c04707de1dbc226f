import { cn } from './cn'

/** The shape of what is coming, in the size it will have. Say "Loading…" once, elsewhere, for screen readers. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-sunken', className)} />
}
