'use client'

import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactNode, useState } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { backdropStyles, popupStyles } from './dialog'
import { FieldError } from './field'

interface ConfirmDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: ReactNode
  readonly description?: ReactNode
  /** What happens, as a verb: "Remove", never "OK". */
  readonly confirmLabel: string
  readonly destructive?: boolean
  /** Another way, beside the first; as `onConfirm`. */
  readonly other?: { readonly label: string; readonly onConfirm: () => Promise<void> | void } | undefined
  /** Closes when done. What it throws is shown by `message` and the dialog stays, to try again. */
  readonly onConfirm: () => Promise<void> | void
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirmLabel, destructive = false, other, onConfirm } = props
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function confirm(work: () => Promise<void> | void): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await work()
      onOpenChange(false)
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : 'That didn’t work. Try again.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyles} />
        <Base.Popup className={cn(popupStyles, 'gap-2 p-5 sm:pb-5', other ? 'sm:max-w-md' : 'sm:max-w-sm')}>
          <Base.Title className="text-lg font-semibold text-balance break-words">{title}</Base.Title>
          {description && <Base.Description className="text-ink-muted">{description}</Base.Description>}
          {error && <FieldError>{error}</FieldError>}
          <div className={cn('mt-4 flex flex-wrap justify-end gap-2', other && 'max-sm:flex-col-reverse')}>
            <Base.Close render={<Button variant="ghost" />}>Cancel</Base.Close>
            {other && (
              <Button variant="ghost" disabled={busy} onClick={() => void confirm(other.onConfirm)}>
                {other.label}
              </Button>
            )}
            <Button variant={destructive ? 'danger' : 'primary'} loading={busy} onClick={() => void confirm(onConfirm)}>
              {confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
