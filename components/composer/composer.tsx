'use client'

import { ArrowUp, Check } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { AttachButton } from '../attach/attach-button'
import { attachmentOf, circleOf, voiceOf } from '../attach/outgoing'
import { addFiles } from '../attach/tray'
import { useFileLimits } from '../attach/use-file-limits'
import { later } from '../part/later'
import { RecordButtons } from '../recorder/record-buttons'
import { sendWritten } from '../send-to/send-written'
import { StickerButton } from '../stickers/sticker-button'
import { cn } from '../ui/cn'
import { IconButton } from '../ui/icon-button'
import { composerKeys, finePointer } from './composer-keys'
import { EmojiButton } from './emoji-button'
import { IntentBar } from './intent-bar'
import { TextField } from './text-field'
import { useWriting } from './use-writing'

const TrayView = later(() => import('../attach/tray-view').then((part) => part.TrayView))

interface ComposerProps {
  readonly handle: ConversationHandle
  readonly state: ConversationState
  /** Why nothing can be written here. */
  readonly closed: string | null
}

/** Where one writes. Enter sends, Shift+Enter begins a line; on a touch screen Enter begins a line. */
export const Composer = memo(function Composer({ handle, state, closed }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const writing = useWriting(handle, state)
  const { text, intent, problem, sendable, items, trayKey } = writing
  const editing = intent?.kind === 'edit'
  const limits = useFileLimits()
  const [speaking, setSpeaking] = useState(false)

  useEffect(() => {
    if (!finePointer()) return
    field.current?.focus({ preventScroll: true })
    // One goes on behind what is written already.
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
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
      className="border-t border-line bg-surface px-3 pt-2.5 max-[22.5rem]:px-1.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] sm:px-4"
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
      {items.length > 0 && <TrayView trayKey={trayKey} items={items} limits={limits} />}
      {/* Before the field, in it, and behind it. */}
      <div className="mx-auto flex max-w-5xl items-end gap-2 max-[22.5rem]:gap-0.5">
        {!editing && !speaking && (
          <AttachButton
            onFiles={(files, asFile) => {
              addFiles(trayKey, files, asFile)
              field.current?.focus()
            }}
            onSendTo={
              intent === null && items.every(({ prepared }) => prepared !== null)
                ? () =>
                    sendWritten({ from: handle.id, text, attachments: items.map(attachmentOf), onSent: writing.clear })
                : null
            }
          />
        )}
        <div className={cn('relative min-w-0 flex-1 items-end', speaking ? 'hidden' : 'flex')}>
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
            {!editing && text === '' && <StickerButton handle={handle} field={field} />}
            <EmojiButton field={field} />
          </div>
        </div>
        {text === '' && !editing && items.length === 0 ? (
          <RecordButtons
            onVoice={(recording) => writing.record('voice', voiceOf(recording))}
            onCircle={(recording) => writing.record('circle_video', circleOf(recording))}
            onActive={setSpeaking}
          />
        ) : (
          <IconButton
            type="submit"
            label={editing ? 'Save' : 'Send'}
            variant="primary"
            tooltipSide="top"
            disabled={!sendable}
            className="mb-0.5"
            // The field keeps the focus: a phone would put its keyboard away, and bring it back.
            onMouseDown={(event) => event.preventDefault()}
          >
            {editing ? <Check aria-hidden /> : <ArrowUp aria-hidden />}
          </IconButton>
        )}
      </div>
      <p id="composer-problem" role="alert" className="px-4 pt-1.5 text-sm text-danger-ink empty:hidden">
        {problem}
      </p>
    </form>
  )
}, isSame)

/** Of the conversation, only what writing depends on: what is said in it meanwhile draws nothing of this anew. */
function isSame(before: ComposerProps, after: ComposerProps): boolean {
  const [one, other] = [before.state, after.state]
  return (
    before.handle === after.handle &&
    before.closed === after.closed &&
    one.conversation === other.conversation &&
    one.member === other.member &&
    one.members === other.members &&
    one.quotes === other.quotes
  )
}
