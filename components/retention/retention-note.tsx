'use client'

import { Hourglass } from 'lucide-react'
import { retentionWords } from './retention-words'
import { useRetention } from './use-retention'

/** In a chat's details: that what is said here is erased some day. Nothing where it isn't. */
export function RetentionNote() {
  const retention = useRetention()
  if (!retention || (retention.messages === null && retention.files === null)) return null
  return (
    <p className="flex items-start gap-2.5 border-t border-line px-6.5 py-4 text-sm text-ink-muted">
      <Hourglass aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      {retentionWords(retention)}
    </p>
  )
}
