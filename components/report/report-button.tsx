'use client'

import { Flag } from 'lucide-react'
import type { ConversationId, UserId } from '@/contracts/ids'
import { Button } from '../ui/button'
import { useReport } from './use-report'

export function ReportButton({ conversationId, userId }: { conversationId: ConversationId; userId: UserId }) {
  return (
    <Button variant="danger-ghost" align="start" className="w-full" onClick={useReport(conversationId, userId)}>
      <Flag aria-hidden /> Report…
    </Button>
  )
}
