'use client'

import { Pencil, Reply, X } from 'lucide-react'
import { useEffect } from 'react'
import type { ConversationHandle } from '@/client/kith'
import { plainPreview } from '@/server/domain/text/plain-text'
import { QuotedWords, quoterName } from '../message/quote'
import { QuoteThumbnail } from '../message/quote-thumbnail'
import { nameColor } from '../people/name-color'
import { useNames } from '../people/use-names'
import { IconButton } from '../ui/icon-button'
import type { Intent } from './intents'

interface IntentBarProps {
  readonly handle: ConversationHandle
  readonly intent: Intent
  readonly onCancel: () => void
}

/** Above what is written: which message it answers, or changes. */
export function IntentBar({ handle, intent, onCancel }: IntentBarProps) {
  const editing = intent.kind === 'edit'
  const Icon = editing ? Pencil : Reply
  return (
    <div className="mx-auto flex max-w-5xl items-center gap-2.5 pb-2 pl-2">
      <Icon aria-hidden className="size-5 shrink-0 text-accent-ink" />
      <div className="min-w-0 flex-1 border-s-[3px] border-accent ps-2.5 text-sm">
        {editing ? <Edited before={intent.before} /> : <Answered handle={handle} seq={intent.seq} />}
      </div>
      {!editing && <AnsweredThumbnail handle={handle} seq={intent.seq} />}
      <IconButton size="sm" label={editing ? 'Cancel editing' : 'Cancel reply'} tooltipSide="top" onClick={onCancel}>
        <X aria-hidden />
      </IconButton>
    </div>
  )
}

function Edited({ before }: { before: string }) {
  return (
    <>
      <div className="font-semibold text-accent-ink">Editing</div>
      <div dir="auto" className="truncate text-left text-ink-muted">
        {plainPreview(before)}
      </div>
    </>
  )
}

function AnsweredThumbnail({ handle, seq }: { handle: ConversationHandle; seq: number }) {
  const quoted = handle.quote(seq)
  return quoted ? <QuoteThumbnail quoted={quoted} /> : null
}

function Answered({ handle, seq }: { handle: ConversationHandle; seq: number }) {
  const people = useNames()
  const quoted = handle.quote(seq)
  useEffect(() => {
    if (quoted === undefined) handle.needQuotes([seq])
  }, [handle, seq, quoted])
  if (!quoted) {
    return (
      <div className="truncate text-ink-muted italic">{quoted === null ? 'Message not available' : 'Loading…'}</div>
    )
  }
  return (
    <>
      <div className="truncate font-semibold" style={nameColor(quoted.message.senderId)}>
        <span className="sr-only">Reply to </span>
        <bdi>{quoterName(quoted, people)}</bdi>
      </div>
      <div className="text-ink-muted">
        <QuotedWords quoted={quoted} className="block truncate text-left" />
      </div>
    </>
  )
}
