'use client'

import { type ClipboardEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { later } from '../part/later'
import { part } from '../part/part'
import { usePart } from '../part/use-part'
import { editField, insertText } from './edit-field'
import { markOfKeys } from './format/format-keys'
import { type FormatMark, formatText } from './format/format-text'
import { GrowingArea } from './growing-area'
import type { Suggester } from './suggest/suggesting'
import { SUGGESTION_LIST, suggestionId } from './suggest/suggestion'
import { useSelection } from './use-selection'
import { writingDirection } from './writing-direction'

// Meanwhile words are pasted without their looks.
const pasting = part(() => import('./paste/pasted-text'))
const suggesting = part(() => import('./suggest/suggesting'))
// Its keys do the same meanwhile.
const FormatBar = later(() => import('./format/format-bar').then((part) => part.FormatBar), { unseen: true })

interface TextFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly handle: ConversationHandle
  readonly state: ConversationState
  readonly text: string
  readonly label: string
  /** The id of what tells what is wrong with the text; null: nothing is. */
  readonly problemId: string | null
  readonly onText: (text: string) => void
  /** The keys that neither complete nor format. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

/** Where the words are written, with marks by keyboard, and lists of emoji and members. */
export function TextField(props: TextFieldProps) {
  const { field, handle, state, text, label, problemId, onText, onKeyDown } = props
  const { selection, follow } = useSelection(field)
  const [focused, setFocused] = useState(false)
  const plainPaste = useRef(false)
  const caret = focused && selection.start === selection.end ? selection.start : null
  const suggester = useRef<Suggester>(null)
  const [active, setActive] = useState<number | null>(null)
  const { loaded } = usePart(suggesting, caret !== null && /[:@]/.test(text))
  const selected = focused && text.slice(selection.start, selection.end).trim() !== ''

  function format(mark: FormatMark): void {
    const element = field.current
    if (element) editField(element, formatText(element.value, element.selectionStart, element.selectionEnd, mark))
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    plainPaste.current = event.shiftKey && event.key.toLowerCase() === 'v'
    const mark = markOfKeys(event)
    if (mark) {
      event.preventDefault()
      format(mark)
    } else if (!suggester.current?.onKeyDown(event)) onKeyDown(event)
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    if (event.clipboardData.files.length > 0 || plainPaste.current) return
    const pasted = pasting.current()?.pastedText(event.clipboardData) ?? null
    if (pasted === null) return
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    insertText(event.currentTarget, selectionStart, selectionEnd, pasted)
  }

  return (
    <div className="relative min-w-0 flex-1">
      {loaded && (
        <loaded.Suggesting
          ref={suggester}
          field={field}
          text={text}
          caret={caret}
          handle={handle}
          state={state}
          onActive={setActive}
        />
      )}
      {selected && <FormatBar onFormat={format} />}
      <GrowingArea
        ref={field}
        value={text}
        dir={writingDirection(text)}
        data-composer=""
        aria-label={label}
        aria-describedby={problemId ?? undefined}
        aria-invalid={problemId ? true : undefined}
        aria-autocomplete="list"
        aria-controls={active === null ? undefined : SUGGESTION_LIST}
        aria-activedescendant={active === null ? undefined : suggestionId(active)}
        placeholder="Message"
        enterKeyHint="enter"
        onChange={(event) => {
          onText(event.target.value)
          if (endsName(event.nativeEvent)) suggester.current?.onTyped(event.target.value)
          follow()
        }}
        onSelect={follow}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKey}
        onPaste={onPaste}
        className="message-field"
      />
    </div>
  )
}

/** A colon was typed: it may end the name of an emoji. */
const endsName = (event: Event): boolean =>
  event instanceof InputEvent && event.inputType.startsWith('insert') && event.data?.endsWith(':') === true
