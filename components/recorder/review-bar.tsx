'use client'

import { Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { VoiceRecording } from '@/client/media/voice-capture'
import { fewerBars } from '@/client/media/waveform'
import { useNarrow } from '../shell/use-narrow'
import { IconButton } from '../ui/icon-button'
import { players } from '../voice/players'
import { VoicePlayer } from '../voice/voice-player'

interface ReviewBarProps {
  readonly recording: VoiceRecording
  readonly onDiscard: () => void
}

const NARROW_BARS = 24

/** What was recorded, to hear before it is sent. */
export function ReviewBar({ recording, onDiscard }: ReviewBarProps) {
  const src = useObjectUrl(recording.file)
  const narrow = useNarrow()
  const bars = useMemo(
    () => (narrow ? fewerBars(recording.waveform, NARROW_BARS) : recording.waveform),
    [narrow, recording],
  )
  return (
    <>
      <IconButton label="Discard recording" tooltipSide="top" onClick={onDiscard}>
        <Trash2 aria-hidden />
      </IconButton>
      <div data-in-hand="" className="h-11 min-w-0 flex-1 rounded-[1.375rem] bg-sunken py-0.5 pr-3 pl-0.5">
        {src && <VoicePlayer src={src} durationMs={recording.durationMs} waveform={bars} on="bar" />}
      </div>
    </>
  )
}

/** An address for a file, as long as it is on screen; what plays from it ends with it. */
export function useObjectUrl(file: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => {
      if (players.state.getState().track?.src === made) players.stop()
      URL.revokeObjectURL(made)
    }
  }, [file])
  return url
}
