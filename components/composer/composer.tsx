'use client'

import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import TextareaAutosize from 'react-textarea-autosize'
import { useStore } from 'zustand'
import type { ConversationHandle } from '@/client/kith'
import { useKith } from '../kith-context'
import { IconButton } from '../ui/icon-button'
import { checkText } from './check-text'
import { draftKey, setDraft, useDraft } from './drafts'

export interface ComposerControls {
  focus(): void
}

interface ComposerProps {
  readonly handle: ConversationHandle
  readonly ready: boolean
  /** Why nothing can be written here. */
  readonly closed: string | null
  readonly ref: Ref<ComposerControls>
}

const finePointer = (): boolean => window.matchMedia('(hover: hover) and (pointer: fine)').matches

/** Where one writes. Enter sends, Shift+Enter begins a line; on a touch screen Enter begins a line. */
export function Composer({ handle, ready, closed, ref }: ComposerProps) {
  const meId = useStore(useKith().me, (me) => me.profile.id)
  const key = draftKey(meId, handle.id)
  const text = useDraft(key)
  const field = useRef<HTMLTextAreaElement>(null)
  const problem = useMemo(() => checkText(text), [text])
  const empty = text.trim() === ''

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }), [])
  useEffect(() => {
    if (finePointer()) field.current?.focus({ preventScroll: true })
  }, [])

  function send(): void {
    if (empty || problem || !ready) return
    handle.send(text.replace(/^\s*\n/, '').trimEnd())
    setDraft(key, '')
    field.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    const history = document.querySelector<HTMLElement>('[data-history]')
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && finePointer()) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault()
      history?.querySelector<HTMLElement>('[data-message]:nth-last-child(1 of [data-message])')?.focus()
    } else if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault()
      history?.scrollBy({ top: history.clientHeight * (event.key === 'PageUp' ? -0.9 : 0.9) })
    }
  }

  if (closed) {
    return (
      <p
        role="note"
        className="border-t border-line bg-surface px-6 py-4 text-center text-sm text-balance text-ink-muted"
      >
        {closed}
      </p>
    )
  }
  return (
    <form
      className="border-t border-line bg-surface px-3 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] sm:px-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="mx-auto flex max-w-5xl items-end gap-2">
        <TextareaAutosize
          ref={field}
          value={text}
          dir="auto"
          maxRows={8}
          data-composer=""
          aria-label="Message"
          aria-describedby={problem ? 'composer-problem' : undefined}
          aria-invalid={problem ? true : undefined}
          placeholder="Message"
          enterKeyHint="enter"
          onChange={(event) => {
            setDraft(key, event.target.value)
            if (event.target.value.trim()) handle.typing()
          }}
          onKeyDown={onKeyDown}
          className="min-h-11 flex-1 resize-none rounded-[1.375rem] border border-transparent bg-sunken px-4 py-[0.5625rem] text-[1rem] leading-6 text-ink outline-none placeholder:text-ink-faint focus-visible:border-line-strong sm:text-base sm:leading-6"
        />
        <IconButton
          type="submit"
          label="Send"
          variant="primary"
          tooltipSide="top"
          disabled={empty || problem !== null || !ready}
          className="mb-0.5"
        >
          <ArrowUp aria-hidden />
        </IconButton>
      </div>
      <p id="composer-problem" role="alert" className="px-4 pt-1.5 text-sm text-danger-ink empty:hidden">
        {problem}
      </p>
    </form>
  )
}
