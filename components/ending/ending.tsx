'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { formatAppointment } from '../time/format-time'
import { Button } from '../ui/button'
import { EndDialog } from './end-dialog'
import { EndWords } from './end-words'
import { useUntilEnd } from './use-until-end'

/** When the group ends, and, for who may, the choice of it. */
export function Ending({ conversation, may }: { conversation: Conversation; may: boolean }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const [asking, setAsking] = useState(false)
  const left = useUntilEnd(conversation)
  if (!may && left === null) return null
  const words = (
    <EndWords>
      {left === null || conversation.endsAt === null
        ? 'Never'
        : `${left}, on ${formatAppointment(conversation.endsAt)}`}
    </EndWords>
  )
  return (
    <div className="flex flex-col border-t border-line p-3">
      {may ? (
        <Button variant="ghost" size="lines" align="start" onClick={() => setAsking(true)}>
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
