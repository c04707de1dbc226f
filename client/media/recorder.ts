import type { StoreApi } from 'zustand/vanilla'
import { cell, put } from '../cell'
import { mediaProblem } from './media-problem'
import { type RecorderEvent, type RecorderState, type RecordingMode, recorderStep } from './recorder-state'

/** An opened microphone or camera. */
export interface Capture<Recording> {
  readonly stream: MediaStream
  begin(): void
  /** How loud it is just now, 0…1. */
  level(): number
  /** Ends it, lets the devices go and answers what was recorded. Rejects when nothing was. */
  finish(): Promise<Recording>
  /** Lets the devices go; what was recorded is dropped. May be called twice, and after `finish`. */
  close(): void
}

interface RecorderOptions<Recording> {
  /** @param onLost the device is gone: unplugged, or taken by the system */
  readonly open: (onLost: () => void) => Promise<Capture<Recording>>
  readonly device: 'microphone' | 'camera'
  /** Show what the camera sees first, and wait for `begin`. */
  readonly framed?: boolean
  readonly maxMs: number
  readonly now: () => number
  readonly after: (delayMs: number, run: () => void) => () => void
}

export interface Recorder<Recording> {
  readonly state: StoreApi<RecorderState<Recording>>
  press(mode: RecordingMode): void
  begin(): void
  lock(): void
  release(heldMs: number): void
  stop(): void
  /** Whatever it is doing: nothing is kept, and the devices are let go. */
  cancel(): void
  level(): number
  stream(): MediaStream | null
}

const LOST = {
  microphone: 'The microphone was disconnected. What you said until then is kept.',
  camera: 'The camera was disconnected. What was recorded until then is kept.',
}

export function createRecorder<R>(options: RecorderOptions<R>): Recorder<R> {
  const { now, after, device, maxMs } = options
  const state = cell<RecorderState<R>>({ status: 'idle', attempt: 0, problem: null })
  let capture: Capture<R> | null = null
  let notice: string | null = null
  let endAlarm = (): void => {}

  function step(event: RecorderEvent<R>): void {
    const before = state.getState()
    const next = recorderStep(before, event)
    if (next.status === 'idle') letGo()
    if (next.status === 'finishing' && before.status !== 'finishing') void finish(next.attempt)
    put(state, next)
  }

  function letGo(): void {
    endAlarm()
    capture?.close()
    capture = null
    notice = null
  }

  function lost(attempt: number): void {
    if (state.getState().attempt !== attempt) return
    notice = LOST[device]
    if (state.getState().status === 'recording') step({ kind: 'stopped' })
    else if (state.getState().status === 'framing')
      step({ kind: 'failed', attempt, problem: mediaProblem(null, device) })
  }

  async function open(attempt: number): Promise<void> {
    try {
      const opened = await options.open(() => lost(attempt))
      if (state.getState().attempt !== attempt) return opened.close()
      capture = opened
      if (options.framed) step({ kind: 'opened', attempt })
      else begin()
    } catch (error) {
      step({ kind: 'failed', attempt, problem: mediaProblem(error, device) })
    }
  }

  function begin(): void {
    const { attempt, status } = state.getState()
    if (!capture || (status !== 'asking' && status !== 'framing')) return
    try {
      capture.begin()
    } catch (error) {
      step({ kind: 'failed', attempt, problem: mediaProblem(error, device) })
      return
    }
    endAlarm = after(maxMs, () => {
      notice = 'That is as long as it can be.'
      step({ kind: 'stopped' })
    })
    step({ kind: 'begun', attempt, atMs: now() })
  }

  async function finish(attempt: number): Promise<void> {
    endAlarm()
    try {
      const recording = await capture?.finish()
      if (recording === undefined) throw new Error('Nothing was open.')
      step({ kind: 'finished', attempt, recording, notice })
    } catch (error) {
      step({ kind: 'failed', attempt, problem: mediaProblem(error, device) })
    }
  }

  return {
    state,
    press(mode) {
      if (state.getState().status !== 'idle') return
      step({ kind: 'pressed', mode })
      void open(state.getState().attempt)
    },
    begin,
    lock: () => step({ kind: 'locked' }),
    release: (heldMs) => step({ kind: 'released', heldMs }),
    stop: () => step({ kind: 'stopped' }),
    cancel: () => step({ kind: 'cancelled' }),
    level: () => capture?.level() ?? 0,
    stream: () => capture?.stream ?? null,
  }
}
