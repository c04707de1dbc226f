'use client'

import { ArrowUp, Square, SwitchCamera, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { type CircleRecording, openCircle } from '@/client/media/circle-capture'
import { createRecorder } from '@/client/media/recorder'
import { LIMITS } from '@/server/domain/limits'
import { IconButton } from '../ui/icon-button'
import { CircleStage } from './circle-stage'
import { useCameras } from './use-cameras'
import { browserClock, useRecorder } from './use-recorder'

/** Camera on, record, look at it, send: one round button throughout. */
export function CircleStudio({ onRecorded }: { onRecorded: (recording: CircleRecording) => void }) {
  const camera = useRef<string | null>(null)
  const [recorder, state] = useRecorder(() =>
    createRecorder<CircleRecording>({
      ...browserClock,
      open: (onLost) => openCircle(camera.current, onLost),
      device: 'camera',
      framed: true,
      maxMs: LIMITS.circleVideoMaxMs,
    }),
  )
  const cameras = useCameras(state.status === 'framing')

  useEffect(() => recorder.press('free'), [recorder])

  function again(): void {
    recorder.cancel()
    recorder.press('free')
  }
  function switchCamera(): void {
    const now = recorder.stream()?.getVideoTracks()[0]?.getSettings().deviceId ?? ''
    camera.current = cameras[(cameras.indexOf(now) + 1) % cameras.length] ?? null
    again()
  }
  function press(): void {
    if (state.status === 'idle') again()
    else if (state.status === 'framing') recorder.begin()
    else if (state.status === 'recording') recorder.stop()
    else if (state.status === 'ready') onRecorded(state.recording)
  }

  const main = MAIN[state.status]
  return (
    <div data-in-hand="" className="flex flex-col items-center gap-5">
      <CircleStage state={state} stream={recorder.stream()} />
      <div className="grid w-full grid-cols-[1fr_auto_1fr] items-center">
        <span className="justify-self-center">
          {state.status === 'framing' && cameras.length > 1 && (
            <IconButton label="Switch camera" tooltipSide="top" onClick={switchCamera}>
              <SwitchCamera aria-hidden />
            </IconButton>
          )}
          {state.status === 'ready' && (
            <IconButton label="Discard and record again" tooltipSide="top" onClick={again}>
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </span>
        <IconButton
          data-initial-focus=""
          label={main.label}
          tooltipSide="top"
          variant="primary"
          size="xl"
          disabled={state.status === 'asking' || state.status === 'finishing'}
          focusableWhenDisabled
          onClick={press}
        >
          <main.Icon />
        </IconButton>
      </div>
    </div>
  )
}

const RecordDot = () => <span aria-hidden className="size-6 rounded-full bg-current" />
const StopSquare = () => <Square aria-hidden className="fill-current" />
const SendArrow = () => <ArrowUp aria-hidden />

const MAIN = {
  idle: { label: 'Try again', Icon: RecordDot },
  asking: { label: 'Record', Icon: RecordDot },
  framing: { label: 'Record', Icon: RecordDot },
  recording: { label: 'Stop recording', Icon: StopSquare },
  finishing: { label: 'Stop recording', Icon: StopSquare },
  ready: { label: 'Send circle video', Icon: SendArrow },
} as const
