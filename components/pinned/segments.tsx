import { cn } from '../ui/cn'

const SEGMENTS_MAX = 5

/** Which of how many: a thin line in as many parts, at most five of them, the oldest at the top. */
export function Segments({ index, count }: { index: number; count: number }) {
  const drawn = Math.min(count, SEGMENTS_MAX)
  const first = Math.min(Math.max(0, index - 2), count - drawn)
  return (
    <span aria-hidden className="flex h-8 w-[3px] shrink-0 flex-col gap-0.5">
      {Array.from({ length: drawn }, (_, part) => first + part).map((part) => (
        <span
          key={part}
          className={cn('flex-1 rounded-full transition-colors', part === index ? 'bg-accent' : 'bg-accent/30')}
        />
      ))}
    </span>
  )
}
