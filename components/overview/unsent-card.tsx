'use client'

import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { messageWords } from '@/server/domain/message-words'
import { useKith } from '../kith-context'
import { Button } from '../ui/button'
import { copyText } from '../ui/copy-text'
import { unsentElsewhere } from './unsent'

/** The oldest of what wasn't sent and has no chat to be shown in: why, and what can be done with it. */
export function UnsentCard() {
  const kith = useKith()
  const pending = useStore(kith.pending)
  const { lines, requests, status } = useStore(kith.overview)
  const me = useStore(kith.me, ({ profile }) => profile.id)
  const [copied, setCopied] = useState<string | null>(null)
  const unsent = status === 'ready' ? unsentElsewhere(pending, [...lines, ...requests], me) : []
  const [first] = unsent
  if (!first) return null
  const { clientId, text, attachments, error } = first
  return (
    <section aria-label="Not sent" className="mx-2 mb-2 rounded-xl border border-line bg-raised p-3 text-sm">
      <h2 className="flex items-center gap-2 font-medium text-danger-ink">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {unsent.length === 1 ? 'A message wasn’t sent' : `${unsent.length} messages weren’t sent`}
      </h2>
      <p className="mt-1 line-clamp-3 wrap-anywhere whitespace-pre-line">{messageWords({ text, attachments })}</p>
      <p className="mt-1 text-ink-muted">{error?.message}</p>
      <div className="mt-2 flex gap-2">
        {text && (
          <Button
            size="sm"
            variant="soft"
            onClick={() => void copyText(text).then((done) => done && setCopied(clientId))}
          >
            {copied === clientId ? 'Copied' : 'Copy'}
          </Button>
        )}
        <Button size="sm" variant="danger-ghost" onClick={() => kith.cancelPending(clientId)}>
          Discard
        </Button>
      </div>
    </section>
  )
}
