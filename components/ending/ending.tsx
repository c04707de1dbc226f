'use client'

import { useMutation } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { formatAppointment } from '../time/format-time'
import { Button } from '../ui/button'
import { EndDialog } from './end-dialog'
import { useUntilEnd } from './use-until-end'

/** When the group ends, and, for who may, the choice of it. */
export function Ending({ conversation, may }: { conversation: Conversation; may: boolean }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const [asking, setAsking] = useState(false)
  const left = useUntilEnd(conversation)
  if (!may && left === null) return null
  const words = (
    <>
      <CalendarClock aria-hidden className="shrink-0 text-ink-muted" />
      <span className="min-w-0">
        <span className="block">End of the group</span>
        <span className="block text-sm font-normal text-ink-muted">
          {left === null || conversation.endsAt === null
            ? 'Never'
            : `${left}, on ${formatAppointment(conversation.endsAt)}`}
        </span>
      </span>
    </>
  )
  return (
    <div className="flex flex-col border-t border-line p-3">
      {may ? (
        <Button variant="ghost" className="h-auto justify-start py-2 text-start" onClick={() => setAsking(true)}>
          {words}
        </Button>
      ) : (
        <p className="flex items-center gap-2.5 px-3 py-2 [&_svg]:size-4.5">{words}</p>
      )}
      {asking && (
        <EndDialog
          endsAt={conversation.endsAt}
          onChoose={async (endsAt) => {
            await change.mutateAsync({ conversationId: conversation.id, endsAt })
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
