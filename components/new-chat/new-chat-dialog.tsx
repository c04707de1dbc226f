'use client'

import { Dialog } from '@/components/ui/dialog'
import { NewChat } from './new-chat'

interface NewChatDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Where to begin. */
  readonly start?: 'person' | 'group'
}

/** Finds somebody to talk with, or begins a group. */
export function NewChatDialog({ open, onOpenChange, start = 'person' }: NewChatDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <NewChat start={start} onDone={() => onOpenChange(false)} />}
    </Dialog>
  )
}
