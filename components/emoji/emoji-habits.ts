'use client'

import { create } from 'zustand'
import { TONES, type Tone } from './emoji-data'

const KEY = 'kith.emoji'
const RECENT_MAX = 8

interface EmojiHabits {
  /** The newest first. */
  readonly recent: readonly string[]
  readonly tone: Tone
}

const NONE: EmojiHabits = { recent: [], tone: 'none' }

/** What a person uses in this browser; it outlives a reload, not signing out. */
export const useEmojiHabits = create<EmojiHabits>(() => read())

export const rememberEmoji = (emoji: string): void =>
  change(({ recent, tone }) => ({
    tone,
    recent: [emoji, ...recent.filter((one) => one !== emoji)].slice(0, RECENT_MAX),
  }))

export const rememberTone = (tone: Tone): void => change(({ recent }) => ({ recent, tone }))

export const forgetEmoji = (): void => change(() => NONE)

function change(make: (habits: EmojiHabits) => EmojiHabits): void {
  const habits = make(useEmojiHabits.getState())
  useEmojiHabits.setState(habits)
  try {
    if (habits === NONE) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(habits))
  } catch {
    // A full or forbidden storage: they live as long as the page.
  }
}

function read(): EmojiHabits {
  if (typeof localStorage === 'undefined') return NONE
  try {
    const { recent, tone }: Partial<EmojiHabits> = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return {
      recent: Array.isArray(recent) ? recent.filter((emoji) => typeof emoji === 'string').slice(0, RECENT_MAX) : [],
      tone: TONES.find((known) => known === tone) ?? 'none',
    }
  } catch {
    return NONE
  }
}
