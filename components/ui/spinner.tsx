import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** `label` is read to screen readers; leave it out where the text beside it says what is going on. */
export function Spinner({ className, size = 'size-4', label }: { className?: string; size?: string; label?: string }) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex">
      <LoaderCircle aria-hidden className={cn('animate-spin', size, className)} />
      {label && <span className="sr-only">{label}</span>}
    </span>
  )
}
