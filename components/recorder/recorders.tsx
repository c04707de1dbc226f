'use client'

import { useState } from 'react'
import type { CircleRecording } from '@/client/media/circle-capture'
import type { VoiceRecording } from '@/client/media/voice-capture'
import { CircleRecorder } from './circle-recorder'
import { VoiceRecorder } from './voice-recorder'

export interface RecordersProps {
  readonly onVoice: (recording: VoiceRecording) => void
  readonly onCircle: (recording: CircleRecording) => void
  /** A voice takes the place of the message field, or gives it back. */
  readonly onActive: (active: boolean) => void
}

/** Where nothing is written yet: the ways to say it instead. */
export function Recorders({ onVoice, onCircle, onActive }: RecordersProps) {
  const [speaking, setSpeaking] = useState(false)
  return (
    <>
      {!speaking && <CircleRecorder onRecorded={onCircle} />}
      <VoiceRecorder
        onRecorded={onVoice}
        onActive={(active) => {
          setSpeaking(active)
          onActive(active)
        }}
      />
    </>
  )
}
