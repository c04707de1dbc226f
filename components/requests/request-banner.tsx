'use client'

import { useState } from 'react'
import { useStore } from 'zustand'
import { toast } from '@/components/ui/toast'
import type { Conversation } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { askBlock } from '../blocking/asked'
import { askDeleteChat } from '../delete-chat/asked'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { refusalOf } from '../refusal'
import { useReport } from '../report/use-report'
import { Button } from '../ui/button'

/** Over the composer of a chat that waits for my yes. */
export function RequestBanner({ conversation, userId }: { conversation: Conversation; userId: UserId }) {
  const kith = useKith()
  const name = useNames().nameOf(userId)
  const known = useStore(kith.contacts, ({ contacts }) => contacts.some(({ profile }) => profile.id === userId))
  const report = useReport(conversation.id, userId)
  const [busy, setBusy] = useState(false)

  function accept(): void {
    setBusy(true)
    kith
      .acceptRequest(conversation.id)
      .catch((error: unknown) => toast.error(refusalOf(error).message))
      .finally(() => setBusy(false))
  }

  return (
    <section
      aria-label="Request"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line bg-raised px-5 py-3.5"
    >
      <p className="min-w-56 flex-1 text-sm text-pretty text-ink-muted">
        <span className="block font-medium text-ink">
          {known ? (
            <>
              <bdi>{name}</bdi> asks to chat with you.
            </>
          ) : (
            <>
              <bdi>{name}</bdi> isn’t in your contacts.
            </>
          )}
        </span>
        They see no sign of you here until you accept, or answer.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" loading={busy} onClick={accept}>
          Accept
        </Button>
        <Button size="sm" variant="secondary" onClick={() => askDeleteChat(conversation)}>
          Delete
        </Button>
        <Button size="sm" variant="danger-ghost" onClick={() => askBlock(userId)}>
          Block…
        </Button>
        <Button size="sm" variant="danger-ghost" className="-ms-2" onClick={report}>
          Report…
        </Button>
      </div>
    </section>
  )
}
