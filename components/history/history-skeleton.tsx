import { cn } from '../ui/cn'
import { Skeleton } from '../ui/skeleton'

const BUBBLES = [
  { mine: false, width: 'w-48' },
  { mine: false, width: 'w-64' },
  { mine: true, width: 'w-56' },
  { mine: false, width: 'w-40' },
  { mine: true, width: 'w-36' },
  { mine: true, width: 'w-60' },
] as const

export function HistorySkeleton() {
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end gap-2.5 overflow-hidden px-3 pb-3 sm:px-6">
      <span role="status" className="sr-only">
        Loading messages…
      </span>
      {BUBBLES.map(({ mine, width }) => (
        <Skeleton key={width} className={cn('h-9', width, mine && 'self-end')} corners="rounded-bubble" />
      ))}
    </div>
  )
}
