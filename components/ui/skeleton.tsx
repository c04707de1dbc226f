import { cn } from './cn'

/** The shape of what is coming, in the size it will have. Say "Loading…" once, elsewhere, for screen readers. */
export function Skeleton({ className, corners = 'rounded-md' }: { className?: string; corners?: string }) {
  return <div aria-hidden className={cn('animate-pulse bg-sunken', corners, className)} />
}
