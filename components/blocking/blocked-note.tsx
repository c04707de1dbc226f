'use client'

import type { UserId } from '@/contracts/ids'
import { useNames } from '../people/use-names'
import { Button } from '../ui/button'
import { useUnblock } from './use-unblock'

/** In place of the composer, in the chat with somebody I block. */
export function BlockedNote({ userId }: { userId: UserId }) {
  const name = useNames().nameOf(userId)
  const { busy, unblock } = useUnblock(userId)
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2 border-t border-line bg-surface px-6 py-3">
      <p role="note" className="text-center text-sm text-balance text-ink-muted">
        You blocked <bdi>{name}</bdi>. Unblock to write.
      </p>
      <Button variant="secondary" size="sm" loading={busy} onClick={unblock}>
        Unblock
      </Button>
    </div>
  )
}
