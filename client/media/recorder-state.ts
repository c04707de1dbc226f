/**
 * Recording, from the press of the button to what may be sent.
 *
 *     idle → asking → (framing →) recording → finishing → ready
 *
 * `held`: it lasts while the pointer is down; `free`: until it is stopped. `framing`: the camera is on and nothing is
 * recorded yet. Each attempt has its number, so that answers to one that was cancelled are told apart.
 */
export type RecorderState<Recording> = { readonly attempt: number } & (
  | { readonly status: 'idle'; readonly problem: string | null }
  | { readonly status: 'asking'; readonly mode: RecordingMode }
  | { readonly status: 'framing' }
  | { readonly status: 'recording'; readonly mode: RecordingMode; readonly startedAtMs: number }
  | { readonly status: 'finishing' }
  | { readonly status: 'ready'; readonly recording: Recording; readonly notice: string | null }
)

export type RecordingMode = 'held' | 'free'

export type RecorderEvent<Recording> =
  | { readonly kind: 'pressed'; readonly mode: RecordingMode }
  | { readonly kind: 'opened'; readonly attempt: number }
  | { readonly kind: 'begun'; readonly attempt: number; readonly atMs: number }
  | { readonly kind: 'locked' }
  | { readonly kind: 'released'; readonly heldMs: number }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'finished'
      readonly attempt: number
      readonly recording: Recording
      readonly notice: string | null
    }
  | { readonly kind: 'failed'; readonly attempt: number; readonly problem: string }
  | { readonly kind: 'cancelled' }

/** A shorter press is a tap: it goes on without the finger. */
export const TAP_MS = 400

export function recorderStep<R>(state: RecorderState<R>, event: RecorderEvent<R>): RecorderState<R> {
  const { attempt } = state
  if ('attempt' in event && event.attempt !== attempt) return state
  switch (event.kind) {
    case 'pressed':
      return state.status === 'idle' ? { status: 'asking', attempt: attempt + 1, mode: event.mode } : state
    case 'opened':
      return state.status === 'asking' ? { status: 'framing', attempt } : state
    case 'begun':
      return begun(state, event.atMs)
    case 'locked':
      return isHeld(state) ? { ...state, mode: 'free' } : state
    case 'released':
      return released(state, event.heldMs)
    case 'stopped':
      return state.status === 'recording' ? { status: 'finishing', attempt } : state
    case 'finished':
      return state.status === 'finishing'
        ? { status: 'ready', attempt, recording: event.recording, notice: event.notice }
        : state
    case 'failed':
      return { status: 'idle', attempt, problem: event.problem }
    case 'cancelled':
      return { status: 'idle', attempt: attempt + 1, problem: null }
  }
}

function begun<R>(state: RecorderState<R>, startedAtMs: number): RecorderState<R> {
  const { attempt } = state
  if (state.status === 'asking') return { status: 'recording', attempt, mode: state.mode, startedAtMs }
  return state.status === 'framing' ? { status: 'recording', attempt, mode: 'free', startedAtMs } : state
}

/** Let go of while the browser still asks for permission: the finger was needed there. */
function released<R>(state: RecorderState<R>, heldMs: number): RecorderState<R> {
  if (!isHeld(state)) return state
  if (state.status === 'asking' || heldMs < TAP_MS) return { ...state, mode: 'free' }
  return { status: 'finishing', attempt: state.attempt }
}

type Held = { readonly status: 'asking' | 'recording'; readonly mode: RecordingMode }

function isHeld<R>(state: RecorderState<R>): state is RecorderState<R> & Held {
  return (state.status === 'asking' || state.status === 'recording') && state.mode === 'held'
}
