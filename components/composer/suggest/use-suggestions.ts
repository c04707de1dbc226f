'use client'

import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { inTone } from '../../emoji/emoji-data'
import { rememberEmoji, useEmojiHabits } from '../../emoji/emoji-habits'
import { emojiNamed } from '../../emoji/search-emoji'
import { insertText } from '../edit-field'
import { caretToken, namedBefore } from './caret-token'
import type { Suggestion } from './suggestion'
import { useEmoji, useEmojiSuggestions } from './use-emoji-suggestions'
import { useMemberSuggestions } from './use-member-suggestions'

export interface Suggestions {
  readonly list: readonly Suggestion[]
  /** The index of the one that Enter chooses. */
  readonly active: number
  readonly kind: 'emoji' | 'mention' | null
  choose(suggestion: Suggestion): void
  /** A text that was typed just now, not pasted or brought back. */
  onTyped(text: string): void
  /** True: the key was for the list. */
  onKeyDown(event: KeyboardEvent): boolean
}

export interface Written {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  /** Null: words are selected, or the field isn't focused. */
  readonly caret: number | null
}

/** What can complete the word at the caret: emoji behind a colon, a group's members behind an @. */
export function useSuggestions(
  { field, text, caret }: Written,
  handle: ConversationHandle,
  state: ConversationState,
): Suggestions {
  const token = caret === null ? null : caretToken(text, caret)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const [chosen, setChosen] = useState({ query: '', index: 0 })
  const emojis = useEmoji(token?.kind === 'emoji')
  const emojiList = useEmojiSuggestions(token?.kind === 'emoji' ? token.query : null, emojis)
  const memberList = useMemberSuggestions(token?.kind === 'mention' ? token.query : null, handle, state)
  const open = token !== null && token.from !== closedAt
  const list = open ? (token.kind === 'emoji' ? emojiList : memberList) : []
  const active = chosen.query === token?.query ? Math.min(chosen.index, list.length - 1) : 0

  useEffect(() => {
    if (token === null) setClosedAt(null)
  }, [token])

  // Only then: what was replaced and undone stays as it is.
  const [typed, setTyped] = useState<string | null>(null)
  const tone = useEmojiHabits((habits) => habits.tone)
  useEffect(() => {
    const named = caret === null || typed !== text ? null : namedBefore(text, caret)
    const entry = named && emojis && emojiNamed(emojis, named.name)
    if (!named || !entry || caret === null) return
    setTyped(null)
    // An input event in the middle of an effect would be answered with the text as it was.
    queueMicrotask(() => {
      if (field.current?.value === text) insertText(field.current, named.from, caret, inTone(entry, tone))
    })
  }, [field, text, caret, typed, emojis, tone])

  function choose(suggestion: Suggestion): void {
    if (!token || !field.current) return
    if (token.kind === 'emoji') rememberEmoji(suggestion.text)
    insertText(field.current, token.from, token.to, suggestion.text)
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    const suggestion = list[active]
    if (!suggestion || !token || event.altKey || event.ctrlKey || event.metaKey) return false
    const step = { ArrowDown: 1, ArrowUp: list.length - 1 }[event.key]
    if (step !== undefined) setChosen({ query: token.query, index: (active + step) % list.length })
    else if (event.key === 'Escape') setClosedAt(token.from)
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(suggestion)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return { list, active, kind: list.length > 0 ? (token?.kind ?? null) : null, choose, onTyped: setTyped, onKeyDown }
}
