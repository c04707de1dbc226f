'use client'

import type { CircleRecording } from '@/client/media/circle-capture'
import { Dialog, DialogContent } from '../ui/dialog'
import { CircleStudio } from './circle-studio'

interface CircleDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onRecorded: (recording: CircleRecording) => void
}

export function CircleDialog({ open, onOpenChange, onRecorded }: CircleDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} disablePointerDismissal>
      <DialogContent title="Circle video" width="sm">
        <CircleStudio
          onRecorded={(recording) => {
            onOpenChange(false)
            onRecorded(recording)
          }}
        />
      </DialogContent>
    </Dialog>
  )
}
