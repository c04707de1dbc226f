'use client'

import type { ReactNode } from 'react'
import { decodeWaveform } from '@/client/media/waveform'
import { CirclePlayer } from '../circle/circle-player'
import { VoicePlayer } from '../voice/voice-player'
import type { Shown } from './shown'

/** A voice on its way: it can be heard already. */
export function PendingVoice({ shown: { whole, facts }, waveform, meta }: PendingVoiceProps) {
  if (!whole) return <div className="h-14 w-72 max-w-full" />
  return (
    <VoicePlayer
      src={whole}
      durationMs={facts.durationMs ?? 0}
      waveform={decodeWaveform(waveform)}
      on="own"
      inRow
      meta={meta}
    />
  )
}

interface PendingVoiceProps {
  readonly shown: Shown
  readonly waveform: string | null
  readonly meta: ReactNode
}

export function PendingCircle({ shown: { whole, preview, facts } }: { shown: Shown }) {
  if (!whole) return <div className="size-56 max-w-full rounded-full bg-sunken" />
  return <CirclePlayer src={whole} posterSrc={preview} durationMs={facts.durationMs ?? 0} inRow />
}
