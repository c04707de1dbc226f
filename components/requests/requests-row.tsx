'use client'

import { MailQuestionMark } from 'lucide-react'

/** The way to what waits for my yes. Quiet: it is counted nowhere else. `count` null: not known yet. */
export function RequestsRow({ count, onOpen }: { count: number | null; onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="mx-2 mb-1 flex h-11 items-center gap-3 rounded-xl px-2.5 text-ink-muted outline-offset-[-2px] hover:bg-hover"
    >
      <span className="grid w-12 place-items-center">
        <MailQuestionMark aria-hidden className="size-5" />
      </span>
      <span className="flex-1 text-start font-medium">Requests</span>
      <span className="text-sm tabular-nums">{count}</span>
    </button>
  )
}
