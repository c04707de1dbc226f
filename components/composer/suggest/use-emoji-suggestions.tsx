'use client'

import { useEffect, useMemo, useState } from 'react'
import { type EmojiEntry, inTone, loadEmoji } from '../../emoji/emoji-data'
import { useEmojiHabits } from '../../emoji/emoji-habits'
import { searchEmoji } from '../../emoji/search-emoji'
import { SUGGESTIONS_MAX, type Suggestion } from './suggestion'

/** The emoji, once `wanted`; null until they are here. */
export function useEmoji(wanted: boolean): readonly EmojiEntry[] | null {
  const [emojis, setEmojis] = useState<readonly EmojiEntry[] | null>(null)
  useEffect(() => {
    if (!wanted || emojis) return
    let gone = false
    loadEmoji().then(
      (file) => {
        if (!gone) setEmojis(file.emojis)
      },
      // Without a network they can't be had: what is written stays as it is.
      () => {},
    )
    return () => {
      gone = true
    }
  }, [wanted, emojis])
  return emojis
}

/** `query`: what stands behind the colon; null: none does. */
export function useEmojiSuggestions(query: string | null, emojis: readonly EmojiEntry[] | null): readonly Suggestion[] {
  const tone = useEmojiHabits((habits) => habits.tone)
  return useMemo(() => {
    if (query === null || !emojis) return []
    return searchEmoji(emojis, query, SUGGESTIONS_MAX).map((entry) => {
      const emoji = inTone(entry, tone)
      return {
        key: entry.emoji,
        text: emoji,
        picture: (
          <span className="grid size-8 shrink-0 place-items-center font-emoji text-[1.375rem] leading-none">
            {emoji}
          </span>
        ),
        label: entry.label,
        detail: `:${entry.names[0] ?? ''}:`,
      }
    })
  }, [query, emojis, tone])
}
