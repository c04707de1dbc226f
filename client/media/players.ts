import type { StoreApi } from 'zustand/vanilla'
import { cell, put } from '../cell'

/** Something to listen to. */
export interface Track {
  /** The same for the same thing: `trackKey`, or an address of its own. */
  readonly key: string
  readonly src: string
  /** Browsers don't find it in what they recorded themselves. */
  readonly durationMs: number
}

export const trackKey = (conversationId: string, seq: number): string => `${conversationId}/${seq}`

export const SPEEDS = [1, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

export interface PlayersState {
  /** What plays, or waits in the middle; null: nothing was begun. */
  readonly track: Track | null
  readonly playing: boolean
  readonly speed: Speed
  /** Key of what couldn't be played. */
  readonly failed: string | null
}

/** What an HTMLAudioElement is here. */
export type Sound = Pick<
  HTMLAudioElement,
  'src' | 'paused' | 'currentTime' | 'playbackRate' | 'defaultPlaybackRate' | 'play' | 'pause' | 'addEventListener'
>

export interface PlayersOptions {
  readonly sound: () => Sound
  readonly speed: { readonly read: () => string | null; readonly write: (speed: string) => void }
}

/** What is to be played after a track, by the present state of its chat; null: nothing. */
export type NextTrack = (key: string) => Track | null

/**
 * The sounds of the whole app: one at a time. A track belongs to no row, so it plays on when its row is scrolled away or
 * another chat is opened.
 */
export class Players {
  readonly state: StoreApi<PlayersState>
  readonly #options: PlayersOptions
  readonly #positions = new Map<string, number>()
  #sound: Sound | null = null
  #next: NextTrack = () => null
  #holder: (() => void) | null = null

  constructor(options: PlayersOptions) {
    this.#options = options
    const speed = SPEEDS.find((one) => String(one) === options.speed.read()) ?? 1
    this.state = cell<PlayersState>({ track: null, playing: false, speed, failed: null })
  }

  toggle(track: Track, next: NextTrack = () => null): void {
    if (this.isPlaying(track.key)) this.pause()
    else this.play(track, next)
  }

  play(track: Track, next: NextTrack = () => null): void {
    this.#silenceHolder()
    this.#keepPosition()
    const sound = this.#element()
    const begun = this.state.getState().track
    this.#next = next
    if (begun?.src !== track.src || this.state.getState().failed) sound.src = track.src
    sound.currentTime = this.positionMs(track.key) / 1_000
    sound.defaultPlaybackRate = sound.playbackRate = this.state.getState().speed
    this.#set({ track, playing: true, failed: null })
    sound.play().catch((error: unknown) => this.#refused(track, error))
  }

  pause(): void {
    this.#paused()
    this.#sound?.pause()
  }

  /** Ends it, and forgets how far it was. */
  stop(): void {
    const { track } = this.state.getState()
    this.pause()
    if (track) this.#positions.delete(track.key)
    this.#set({ track: null })
  }

  /** What was begun under another key goes on as this: its message was sent, and stands somewhere now. */
  goOnAs(key: string, track: Track, next: NextTrack = () => null): void {
    const positionMs = this.#positions.get(key)
    this.#positions.delete(key)
    if (positionMs !== undefined) this.#positions.set(track.key, positionMs)
    if (this.#isCurrent(key)) {
      this.#next = next
      this.#set({ track })
    } else this.#set({})
  }

  seek(track: Track, positionMs: number): void {
    const to = Math.max(0, Math.min(track.durationMs, positionMs))
    this.#positions.set(track.key, to)
    if (this.#sound && this.#isCurrent(track.key)) this.#sound.currentTime = to / 1_000
    this.#set({})
  }

  /** How far it is, or was when it was paused. */
  positionMs(key: string): number {
    if (this.#sound && this.isPlaying(key)) return this.#sound.currentTime * 1_000
    return this.#positions.get(key) ?? 0
  }

  isPlaying(key: string): boolean {
    return this.#isCurrent(key) && this.state.getState().playing
  }

  setSpeed(speed: Speed): void {
    this.#options.speed.write(String(speed))
    if (this.#sound) this.#sound.defaultPlaybackRate = this.#sound.playbackRate = speed
    this.#set({ speed })
  }

  /**
   * Takes the sound for something that plays by itself: a video, or a recording that must not hear us.
   * @param onSilenced somebody else has it now
   * @returns gives it back
   */
  hold(onSilenced: () => void): () => void {
    this.pause()
    this.#silenceHolder()
    this.#holder = onSilenced
    return () => {
      if (this.#holder === onSilenced) this.#holder = null
    }
  }

  #silenceHolder(): void {
    const holder = this.#holder
    this.#holder = null
    holder?.()
  }

  #element(): Sound {
    if (this.#sound) return this.#sound
    const sound = this.#options.sound()
    sound.addEventListener('ended', () => this.#ended())
    // Also by the system: a call, a headset's button. The event of an own pause may come after the next play.
    sound.addEventListener('pause', () => sound.paused && this.#paused())
    sound.addEventListener('play', () => this.#set({ playing: !sound.paused }))
    this.#sound = sound
    return sound
  }

  #ended(): void {
    const { track } = this.state.getState()
    if (!track) return
    const next = this.#next(track.key)
    this.#set({ playing: false })
    this.#positions.delete(track.key)
    if (next) this.play(next, this.#next)
    else this.#set({ track: null })
  }

  #refused(track: Track, error: unknown): void {
    // Another one was begun, or it was paused, before this one was there.
    if (!this.isPlaying(track.key) || (error instanceof Error && error.name === 'AbortError')) return
    this.#set({ playing: false, failed: track.key })
  }

  #paused(): void {
    this.#keepPosition()
    this.#set({ playing: false })
  }

  #keepPosition(): void {
    const { track, playing } = this.state.getState()
    if (track && playing && this.#sound) this.#positions.set(track.key, this.#sound.currentTime * 1_000)
  }

  #isCurrent(key: string): boolean {
    return this.state.getState().track?.key === key
  }

  #set(change: Partial<PlayersState>): void {
    put(this.state, { ...this.state.getState(), ...change })
  }
}
