'use client'

import { type Ref, useImperativeHandle, useLayoutEffect } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { SuggestionList } from './suggestion-list'
import { type Suggestions, useSuggestions, type Written } from './use-suggestions'

/** What the field tells it. */
export type Suggester = Pick<Suggestions, 'onTyped' | 'onKeyDown'>

interface SuggestingProps extends Written {
  readonly ref: Ref<Suggester>
  readonly handle: ConversationHandle
  readonly state: ConversationState
  /** The index of the one that Enter chooses; null: nothing is offered. */
  readonly onActive: (index: number | null) => void
}

/** What can complete what is being written, above the field. */
export function Suggesting({ ref, handle, state, onActive, ...written }: SuggestingProps) {
  const suggestions = useSuggestions(written, handle, state)
  const { list, active } = suggestions
  useImperativeHandle(ref, () => suggestions)
  const index = list.length > 0 ? active : null
  useLayoutEffect(() => onActive(index), [onActive, index])
  return list.length > 0 && <SuggestionList {...suggestions} />
}
