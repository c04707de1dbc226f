'use client'

import { Video } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CircleRecording } from '@/client/media/circle-capture'
import { deviceMissing } from '@/client/media/media-problem'
import { later } from '../part/later'
import { useEver } from '../part/use-ever'
import { IconButton } from '../ui/icon-button'
import { ProblemNote } from './problem-note'

const CircleDialog = later(() => import('./circle-dialog').then((part) => part.CircleDialog), { floating: true })

interface CircleRecorderProps {
  readonly onRecorded: (recording: CircleRecording) => void
  readonly onActive?: (active: boolean) => void
  /** Why nobody can record here: said when they try. */
  readonly disabledReason?: string | null
}

/** The way to the camera: a button, and what opens by it. */
export function CircleRecorder({ onRecorded, onActive, disabledReason = null }: CircleRecorderProps) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<string | null>(null)
  const ever = useEver(open)
  useEffect(() => onActive?.(open), [open, onActive])
  return (
    <div className="relative">
      {reason && <ProblemNote problem={reason} onClose={() => setReason(null)} />}
      <IconButton
        label="Record a circle video"
        tooltipSide="top"
        className="mb-0.5"
        onClick={() => {
          const why = disabledReason ?? deviceMissing('camera')
          setReason(why)
          setOpen(why === null)
        }}
      >
        <Video aria-hidden />
      </IconButton>
      {ever && <CircleDialog open={open} onOpenChange={setOpen} onRecorded={onRecorded} />}
    </div>
  )
}
