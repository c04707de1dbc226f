'use client'

import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import TextareaAutosize from 'react-textarea-autosize'
import { editField, insertText } from '../composer/edit-field'
import { EmojiButton } from '../composer/emoji-button'
import { markOfKeys } from '../composer/format/format-keys'
import { formatText } from '../composer/format/format-text'
import { pastedText } from '../composer/paste/pasted-text'
import { cn } from '../ui/cn'
import { inputStyles } from '../ui/input'

interface MessageFieldProps {
  readonly text: string
  /** What is wrong with it, as a sentence. */
  readonly problem: string | null
  readonly onText: (text: string) => void
}

/** What is said to several, with marks and emoji. No names are offered: each place has other people. */
export function MessageField({ text, problem, onText }: MessageFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const plainPaste = useRef(false)

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    plainPaste.current = event.shiftKey && event.key.toLowerCase() === 'v'
    const mark = markOfKeys(event)
    if (!mark) return
    event.preventDefault()
    const { value, selectionStart, selectionEnd } = event.currentTarget
    editField(event.currentTarget, formatText(value, selectionStart, selectionEnd, mark))
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const pasted = plainPaste.current ? null : pastedText(event.clipboardData)
    if (pasted === null) return
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    insertText(event.currentTarget, selectionStart, selectionEnd, pasted)
  }

  return (
    <div className="grid gap-1.5">
      <div className="relative">
        <TextareaAutosize
          ref={field}
          value={text}
          dir="auto"
          maxRows={5}
          aria-label="Message"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'send-to-problem' : undefined}
          placeholder="Message"
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className={cn(inputStyles, 'block min-h-11 resize-none py-[0.5625rem] pe-12 leading-6')}
        />
        <div className="absolute end-1 bottom-0.5">
          <EmojiButton field={field} />
        </div>
      </div>
      <p id="send-to-problem" role="alert" className="text-sm text-danger-ink empty:hidden">
        {problem}
      </p>
    </div>
  )
}
