'use client'

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cn } from './cn'

interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong with it, as a sentence: shown beside it and read out. */
  readonly error?: string | undefined
  /** At the label's far end: a count, or a link. */
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: (control: ControlProps) => ReactNode
}

/** A control with its label, hint and error. Spread what `children` gets on the control. */
export function Field({ label, hint, error, aside, className, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
      <div id={noteId} aria-live="polite" className="text-sm empty:hidden">
        {error ? <FieldError>{error}</FieldError> : hint && <p className="text-ink-muted">{hint}</p>}
      </div>
    </div>
  )
}

/** Also for an error that belongs to a whole form. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-danger-ink">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
