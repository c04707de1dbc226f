'use client'

import { RotateCcw, X } from 'lucide-react'
import { useId } from 'react'
import { LIMITS } from '@/server/domain/limits'
import { useKith } from '../kith-context'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { FieldError } from '../ui/field'
import { IconButton } from '../ui/icon-button'
import { Input } from '../ui/input'
import { Spinner } from '../ui/spinner'
import { CHECKERBOARD } from './checkerboard'
import { changeDraft, removeDraft, retryDraft, type StickerDraft } from './drafts'
import { EmojiField } from './emoji-field'

interface DraftRowProps {
  readonly draft: StickerDraft
  /** What is missing is to be said. */
  readonly checked: boolean
}

/** A picture on its way to be a sticker: how it will look, what it says, and how far its bytes are. */
export function DraftRow({ draft, checked }: DraftRowProps) {
  const kith = useKith()
  const noteId = useId()
  const { id, source, state, emoji, words } = draft
  const name = source.name || 'picture'
  const missing = checked && state !== 'unfit' ? whatIsMissing(draft) : null
  return (
    <li aria-label={name} className="flex items-start gap-3">
      <Face draft={draft} name={name} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex items-center gap-2">
          {state === 'unfit' ? (
            <span dir="auto" className="min-w-0 flex-1 truncate text-sm font-medium">
              {name}
            </span>
          ) : (
            <>
              <EmojiField
                emoji={emoji}
                invalid={missing !== null && emoji === ''}
                onPick={(picked) => changeDraft(id, { emoji: picked })}
              />
              <Input
                aria-label={`What ${name} shows`}
                aria-invalid={(missing !== null && words.trim() === '') || undefined}
                aria-describedby={missing ? noteId : undefined}
                value={words}
                maxLength={LIMITS.stickerWordsMaxChars}
                placeholder="What it shows"
                autoComplete="off"
                onChange={(event) => changeDraft(id, { words: event.target.value })}
              />
            </>
          )}
          <IconButton label={`Remove ${name}`} size="sm" onClick={() => removeDraft(id)}>
            <X aria-hidden />
          </IconButton>
        </div>
        <div id={noteId} aria-live="polite" className="text-sm empty:hidden">
          {draft.problem ? <FieldError>{draft.problem}</FieldError> : missing && <FieldError>{missing}</FieldError>}
        </div>
        {state === 'failed' && (
          <Button size="sm" variant="secondary" className="self-start" onClick={() => retryDraft(kith, id)}>
            <RotateCcw aria-hidden /> Try again
          </Button>
        )}
      </div>
    </li>
  )
}

function whatIsMissing({ emoji, words }: StickerDraft): string | null {
  if (emoji === '') return words.trim() === '' ? 'Choose an emoji, and say what it shows.' : 'Choose an emoji for it.'
  return words.trim() === '' ? 'Say what it shows, for who can’t see it.' : null
}

function Face({ draft: { picture, state, part }, name }: { draft: StickerDraft; name: string }) {
  const moving = state === 'waiting' || state === 'uploading'
  return (
    <span
      className={cn(
        'relative grid size-20 shrink-0 place-items-center overflow-hidden rounded-lg border border-line p-1',
        CHECKERBOARD,
      )}
    >
      {picture ? (
        // biome-ignore lint/performance/noImgElement: not uploaded yet, so there is nothing an optimizer could fetch
        <img src={picture.url} alt="" draggable={false} className="size-full object-contain" />
      ) : (
        state === 'making' && <Spinner label="Getting ready" />
      )}
      {moving && (
        <span
          role="progressbar"
          aria-label={`Uploading ${name}`}
          aria-valuenow={Math.round(part * 100)}
          className="absolute inset-x-1.5 bottom-1.5 h-1.5 overflow-hidden rounded-full bg-raised shadow-bubble"
        >
          <span
            style={{ width: `${Math.max(4, part * 100)}%` }}
            className="block h-full rounded-full bg-accent transition-[width]"
          />
        </span>
      )}
    </span>
  )
}
