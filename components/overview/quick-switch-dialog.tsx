'use client'

import { Dialog, DialogContent } from '../ui/dialog'
import { QuickChoices } from './quick-choices'

interface QuickSwitchDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

export function QuickSwitchDialog({ open, onOpenChange }: QuickSwitchDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent title="Go to a conversation" padding="" className="flex h-96 flex-col">
          <QuickChoices onDone={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  )
}
