'use client'

import { List } from 'lucide-react'
import type { ConversationHandle } from '@/client/kith'
import type { Seq } from '@/contracts/ids'
import { QuotedWords, quoterName } from '../message/quote'
import { QuoteThumbnail } from '../message/quote-thumbnail'
import type { People } from '../people/use-names'
import { IconButton } from '../ui/icon-button'
import { listPins } from './list-open'
import { Segments } from './segments'
import { useShownPin } from './use-shown-pin'

interface PinnedBarProps {
  readonly handle: ConversationHandle
  readonly pinned: readonly Seq[]
  readonly people: People
  readonly onJump: (seq: Seq) => void
}

/**
 * Over the top of the history: what is pinned, one at a time. A click goes there and shows the next older one. It lies on
 * the messages instead of pushing them, so nothing moves when it comes or goes.
 */
export function PinnedBar({ handle, pinned, people, onJump }: PinnedBarProps) {
  const shown = useShownPin(pinned)
  if (!shown) return null
  const quoted = handle.quote(shown.seq)
  const title = pinned.length === 1 ? 'Pinned message' : `Pinned message ${shown.index + 1} of ${pinned.length}`
  return (
    <section
      aria-label="Pinned"
      className="absolute inset-x-0 -top-px z-10 box-content flex h-13 items-center pt-px gap-1 border-b border-line bg-surface pr-2 pl-3 md:pr-3 md:pl-5"
    >
      {/* The focus stays here when it goes there: the next one is one key away. */}
      <div data-steps="" className="flex min-w-0 flex-1">
        <button
          type="button"
          onClick={() => {
            onJump(shown.seq)
            shown.next()
          }}
          className="-ms-1.5 flex min-w-0 flex-1 items-center gap-2.5 rounded-lg px-1.5 py-1 text-start hover:bg-hover"
        >
          <Segments index={shown.index} count={pinned.length} />
          {quoted && <QuoteThumbnail quoted={quoted} />}
          <span className="min-w-0 flex-1">
            <span className="block truncate text-xs font-semibold text-accent-ink">{title}</span>
            <span className="flex h-5 items-center text-sm text-ink-muted">
              {quoted ? (
                <>
                  <bdi className="max-w-[40%] shrink-0 truncate font-medium text-ink">{quoterName(quoted, people)}</bdi>
                  <span className="me-1">:</span>
                  <QuotedWords quoted={quoted} className="min-w-0 flex-1 truncate text-left" />
                </>
              ) : (
                'Loading…'
              )}
            </span>
          </span>
        </button>
      </div>
      <IconButton label="All pinned messages" onClick={() => listPins(handle.id)}>
        <List aria-hidden />
      </IconButton>
    </section>
  )
}
