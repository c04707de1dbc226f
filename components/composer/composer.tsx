'use client'

import { ArrowUp, Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { IconButton } from '../ui/icon-button'
import { composerKeys, finePointer } from './composer-keys'
import { EmojiButton } from './emoji-button'
import { IntentBar } from './intent-bar'
import { TextField } from './text-field'
import { useWriting } from './use-writing'

interface ComposerProps {
  readonly handle: ConversationHandle
  readonly state: ConversationState
  /** Why nothing can be written here. */
  readonly closed: string | null
}

/** Where one writes. Enter sends, Shift+Enter begins a line; on a touch screen Enter begins a line. */
export function Composer({ handle, state, closed }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const writing = useWriting(handle, state)
  const { text, intent, problem, sendable } = writing
  const editing = intent?.kind === 'edit'

  useEffect(() => {
    if (finePointer()) field.current?.focus({ preventScroll: true })
  }, [])

  function submit(): void {
    if (!sendable) return
    writing.submit()
    field.current?.focus()
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
        submit()
      }}
    >
      {intent && (
        <IntentBar
          handle={handle}
          intent={intent}
          onCancel={() => {
            writing.cancel()
            field.current?.focus()
          }}
        />
      )}
      {/* Before the field, in it, and behind it. */}
      <div className="mx-auto flex max-w-5xl items-end gap-2">
        <div className="relative flex min-w-0 flex-1 items-end">
          <TextField
            field={field}
            handle={handle}
            state={state}
            text={text}
            label={editing ? 'Edit message' : 'Message'}
            problemId={problem ? 'composer-problem' : null}
            onText={writing.write}
            onKeyDown={(event) => composerKeys(event, writing, submit)}
          />
          <div className="absolute end-1 bottom-0.5 flex">
            <EmojiButton field={field} />
          </div>
        </div>
        <IconButton
          type="submit"
          label={editing ? 'Save' : 'Send'}
          variant="primary"
          tooltipSide="top"
          disabled={!sendable}
          className="mb-0.5"
        >
          {editing ? <Check aria-hidden /> : <ArrowUp aria-hidden />}
        </IconButton>
      </div>
      <p id="composer-problem" role="alert" className="px-4 pt-1.5 text-sm text-danger-ink empty:hidden">
        {problem}
      </p>
    </form>
  )
}
