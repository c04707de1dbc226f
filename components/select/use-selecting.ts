'use client'

import { type KeyboardEvent, type MouseEvent, useCallback, useEffect } from 'react'
import type { ConversationHandle } from '@/client/kith'
import type { MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { selectUpTo, stopSelecting, toggleSelected, useSelected } from './selection'

interface Selecting {
  /** Null: nothing is being selected here. */
  readonly chosen: ReadonlyMap<Seq, MessagePosted> | null
  readonly onClickCapture: (event: MouseEvent<HTMLElement>) => void
  readonly onMouseDownCapture: (event: MouseEvent<HTMLElement>) => void
  /** True: the key was for selecting. */
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => boolean
}

/**
 * Selecting several messages of a history: a click takes one, with Shift all up to it; Space and Enter take the focused
 * one. It begins with the menu or with a Shift-click, and ends with the conversation on screen.
 */
export function useSelecting(handle: ConversationHandle): Selecting {
  const chosen = useSelected((selection) => (selection.id === handle.id ? selection.chosen : null))
  const selecting = chosen !== null
  useEffect(() => stopSelecting, [])

  const take = useCallback(
    (target: EventTarget, upTo: boolean): boolean => {
      const all = messagesOf(handle)
      const seq = seqAt(target)
      const event = all.find((one) => one.seq === seq)
      if (!event) return false
      if (upTo) selectUpTo(event, all)
      else toggleSelected(event)
      return true
    },
    [handle],
  )

  return {
    chosen,
    onClickCapture(event) {
      if (!selecting && !(event.shiftKey && isPlain(event.target))) return
      if (!take(event.target, event.shiftKey)) return
      event.preventDefault()
      event.stopPropagation()
    },
    onMouseDownCapture(event) {
      // Else the browser selects the words between.
      if (event.shiftKey && event.button === 0 && seqAt(event.target) !== null && isPlain(event.target)) {
        event.preventDefault()
        rowOf(event.target)?.focus({ preventScroll: true })
      }
    },
    onKey(event) {
      if (!selecting || (event.key !== ' ' && event.key !== 'Enter')) return false
      event.preventDefault()
      return take(event.target, event.shiftKey) || event.key === 'Enter'
    },
  }
}

const messagesOf = (handle: ConversationHandle): readonly MessagePosted[] =>
  handle.store.getState().events.filter((event) => event.kind === 'message:posted')

const rowOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null

function seqAt(target: EventTarget): number | null {
  const seq = rowOf(target)?.dataset.seq
  return seq === undefined ? null : Number(seq)
}

/** Not on what is there to be pressed. */
const isPlain = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a,button,input,video,audio') === null
