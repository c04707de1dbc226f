'use client'

import { ArrowUp, Mic, Square } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { deviceMissing } from '@/client/media/media-problem'
import { createRecorder } from '@/client/media/recorder'
import type { RecorderState } from '@/client/media/recorder-state'
import { openVoice, type VoiceRecording } from '@/client/media/voice-capture'
import { spokenDuration, wholeSeconds } from '@/server/domain/format-duration'
import { LIMITS } from '@/server/domain/limits'
import { cn } from '../ui/cn'
import { IconButton } from '../ui/icon-button'
import { ProblemNote } from './problem-note'
import { RecordingBar } from './recording-bar'
import { ReviewBar } from './review-bar'
import { useEscape } from './use-escape'
import { useHold } from './use-hold'
import { browserClock, useRecorder } from './use-recorder'

interface VoiceRecorderProps {
  readonly onRecorded: (recording: VoiceRecording) => void
  /** It takes the place of the message field, or gives it back. */
  readonly onActive: (active: boolean) => void
  /** Why nobody can record here: said when they try. */
  readonly disabledReason?: string | null
}

/**
 * A voice message from the button to the sending. One button throughout: held, or pressed, it records; pressed again it
 * stops; then it sends. Escape cancels.
 */
export function VoiceRecorder({ onRecorded, onActive, disabledReason = null }: VoiceRecorderProps) {
  const [recorder, state] = useRecorder(() =>
    createRecorder<VoiceRecording>({
      ...browserClock,
      open: openVoice,
      device: 'microphone',
      maxMs: LIMITS.voiceMaxMs,
    }),
  )
  const [reason, setReason] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const frame = useRef<HTMLFieldSetElement>(null)
  const active = state.status !== 'idle'
  const problem = reason ?? (state.status === 'idle' ? state.problem : null)
  const hold = useHold(recorder, mayPress)

  const tell = useRef(onActive)
  tell.current = onActive
  // Before it is drawn: the field would be missing for a moment.
  useLayoutEffect(() => tell.current(active), [active])
  useEscape(frame, active, cancel)

  function mayPress(): boolean {
    const why = disabledReason ?? deviceMissing('microphone')
    setReason(why)
    return why === null
  }
  function cancel(): void {
    recorder.cancel()
    setReason(null)
    button.current?.focus()
  }
  function onClick(): void {
    if (hold.takeClick()) return
    const now = recorder.state.getState()
    if (now.status === 'idle' && mayPress()) recorder.press('free')
    else if (now.status === 'recording') recorder.stop()
    else if (now.status === 'ready') {
      recorder.cancel()
      onRecorded(now.recording)
    }
  }

  const held = 'mode' in state && state.mode === 'held'
  const { label, Icon } = held ? { label: 'Let go to stop', Icon: Mic } : FACES[state.status]
  return (
    <fieldset
      ref={frame}
      aria-label="Voice message"
      // Where motion is reduced, everything has a transition of a moment: the button would be elsewhere for a frame.
      className={cn('relative flex min-w-0 items-center gap-2 transition-none', active && 'flex-1')}
    >
      {problem && <ProblemNote problem={problem} onClose={cancel} />}
      {state.status === 'ready' ? (
        <ReviewBar recording={state.recording} onDiscard={cancel} />
      ) : (
        active && (
          <RecordingBar
            startedAtMs={state.status === 'recording' ? state.startedAtMs : null}
            held={held}
            away={hold.away}
            level={recorder.level}
            onCancel={cancel}
          />
        )
      )}
      <IconButton
        key="button"
        ref={button}
        label={label}
        tooltipSide="top"
        variant={active ? 'primary' : 'ghost'}
        className={cn('mb-0.5 touch-none', held && 'scale-125')}
        onKeyDown={hold.onKeyDown}
        onPointerDown={hold.onPointerDown}
        onPointerMove={hold.onPointerMove}
        onPointerUp={hold.onPointerUp}
        onPointerCancel={hold.onPointerCancel}
        onContextMenu={(event) => event.preventDefault()}
        onClick={onClick}
      >
        <Icon aria-hidden className={Icon === Square ? 'fill-current' : undefined} />
      </IconButton>
      <span role="status" className="sr-only">
        {told(state)}
      </span>
      {state.status === 'ready' && state.notice && <Notice words={state.notice} />}
    </fieldset>
  )
}

const FACES = {
  idle: { label: 'Record a voice message', Icon: Mic },
  asking: { label: 'Waiting for the microphone', Icon: Mic },
  framing: { label: 'Waiting for the microphone', Icon: Mic },
  recording: { label: 'Stop recording', Icon: Square },
  finishing: { label: 'Stop recording', Icon: Square },
  ready: { label: 'Send voice message', Icon: ArrowUp },
} as const

function told(state: RecorderState<VoiceRecording>): string {
  if (state.status === 'recording') return 'Recording'
  return state.status === 'ready' ? `Recorded ${spokenDuration(wholeSeconds(state.recording.durationMs))}` : ''
}

function Notice({ words }: { words: string }) {
  return (
    <p
      role="status"
      className="absolute right-0 bottom-full mb-3 rounded-lg bg-note px-3 py-1.5 text-sm text-on-note shadow-raised"
    >
      {words}
    </p>
  )
}
