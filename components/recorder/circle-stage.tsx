'use client'

import type { CircleRecording } from '@/client/media/circle-capture'
import type { RecorderState } from '@/client/media/recorder-state'
import { formatDuration } from '@/server/domain/format-duration'
import { LIMITS } from '@/server/domain/limits'
import { CirclePlayer } from '../circle/circle-player'
import { Spinner } from '../ui/spinner'
import { Elapsed } from './elapsed'
import { useObjectUrl } from './review-bar'
import { Viewfinder } from './viewfinder'

interface CircleStageProps {
  readonly state: RecorderState<CircleRecording>
  readonly stream: MediaStream | null
}

/** The round picture, and a line of words under it. */
export function CircleStage({ state, stream }: CircleStageProps) {
  const startedAtMs = state.status === 'recording' ? state.startedAtMs : null
  return (
    <>
      <div className="relative grid aspect-square w-72 max-w-full place-items-center rounded-full bg-sunken text-ink-muted">
        {state.status === 'ready' ? (
          <Preview recording={state.recording} />
        ) : stream && (state.status === 'framing' || state.status === 'recording') ? (
          <Viewfinder stream={stream} startedAtMs={startedAtMs} maxMs={LIMITS.circleVideoMaxMs} />
        ) : (
          state.status !== 'idle' && <Spinner />
        )}
      </div>
      <div className="min-h-6 text-center text-ink-muted">
        <p role="status" className={startedAtMs === null ? undefined : 'sr-only'}>
          {words(state)}
        </p>
        {startedAtMs !== null && (
          <p>
            <Elapsed startedAtMs={startedAtMs} /> of {formatDuration(LIMITS.circleVideoMaxMs)}
          </p>
        )}
      </div>
    </>
  )
}

function Preview({ recording }: { recording: CircleRecording }) {
  const src = useObjectUrl(recording.file)
  const poster = useObjectUrl(recording.poster)
  return src && <CirclePlayer src={src} posterSrc={poster} durationMs={recording.durationMs} className="w-full" />
}

function words(state: RecorderState<CircleRecording>): string {
  switch (state.status) {
    case 'idle':
      return state.problem ?? ''
    case 'asking':
      return 'Waiting for the camera…'
    case 'framing':
      return 'Up to a minute'
    case 'recording':
      return 'Recording'
    case 'ready':
      return state.notice ?? 'Tap it to hear it'
    default:
      return ''
  }
}
