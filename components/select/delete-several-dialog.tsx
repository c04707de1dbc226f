'use client'

import { useState } from 'react'
import { orRefusal } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'

interface DeleteSeveralDialogProps {
  readonly count: number
  readonly forMe: boolean
  readonly onDelete: () => Promise<void>
  readonly onClose: () => void
}

/** Asks once, then takes all of them away: from me, or from everybody. */
export function DeleteSeveralDialog({ count, forMe, onDelete, onClose }: DeleteSeveralDialogProps) {
  const [open, setOpen] = useState(true)
  const what = count === 1 ? 'this message' : `these ${count} messages`
  const label = forMe ? 'Delete for me' : 'Delete for everyone'
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) onClose()
      }}
      title={`Delete ${what} for ${forMe ? 'you' : 'everyone'}?`}
      description={
        forMe
          ? 'It goes from your devices only; others keep it. This can’t be taken back.'
          : 'What was said goes from every chat and device, with its reactions. Everybody sees that something was deleted here. This can’t be taken back.'
      }
      confirmLabel={label}
      destructive
      onConfirm={() => orRefusal(onDelete())}
    />
  )
}
