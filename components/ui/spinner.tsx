import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** `label` is read to screen readers; leave it out where the text beside it says what is going on. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex">
      <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
      {label && <span className="sr-only">{label}</span>}
    </span>
  )
}
