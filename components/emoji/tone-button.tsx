'use client'

import { TONES, type Tone } from './emoji-data'
import { rememberTone, useEmojiHabits } from './emoji-habits'

const ALL: readonly Tone[] = ['none', ...TONES]
const HANDS: Readonly<Record<Tone, string>> = {
  none: '✋',
  light: '✋🏻',
  'medium-light': '✋🏼',
  medium: '✋🏽',
  'medium-dark': '✋🏾',
  dark: '✋🏿',
}

/** Goes from one tone of skin to the next. */
export function ToneButton() {
  const tone = useEmojiHabits((habits) => habits.tone)
  return (
    <button
      type="button"
      aria-label={`Skin tone: ${tone === 'none' ? 'default' : tone}`}
      title="Change the skin tone"
      onClick={() => rememberTone(ALL[(ALL.indexOf(tone) + 1) % ALL.length] ?? 'none')}
      className="grid size-9 shrink-0 place-items-center rounded-full font-emoji text-xl leading-none hover:bg-hover"
    >
      {HANDS[tone]}
    </button>
  )
}
