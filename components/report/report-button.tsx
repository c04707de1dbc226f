'use client'

import { Flag } from 'lucide-react'
import type { ConversationId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { useKith } from '../kith-context'
import { Button } from '../ui/button'
import { askReport } from './asked'
import { saidBy } from './said-by'

/** With their newest messages to choose from. */
export function ReportButton({ conversationId, userId }: { conversationId: ConversationId; userId: UserId }) {
  const kith = useKith()
  const ask = () => {
    const { events } = kith.conversation(conversationId).store.getState()
    askReport({ userId, events: saidBy(events, userId).slice(-LIMITS.reportMessagesMax), chosen: false })
  }
  return (
    <Button variant="danger-ghost" className="w-full justify-start" onClick={ask}>
      <Flag aria-hidden /> Report…
    </Button>
  )
}
