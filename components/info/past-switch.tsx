'use client'

import { useMutation } from '@tanstack/react-query'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { refusalOf } from '../refusal'
import { FieldError } from '../ui/field'
import { Switch } from '../ui/switch'

/** Whether people who are added from now on see what was said before. */
export function PastSwitch({ conversation }: { conversation: Conversation }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const shown = change.isPending ? change.variables.pastOpen === true : conversation.pastOpen
  return (
    <div className="border-t border-line px-6 py-4">
      <div className="flex items-center gap-4">
        <label htmlFor="past-switch" className="flex-1">
          <span className="block font-medium">Open past</span>
          <span className="block text-sm text-pretty text-ink-muted">
            New members see what was said before they came.
          </span>
        </label>
        <Switch
          id="past-switch"
          checked={shown}
          onCheckedChange={(pastOpen) => change.mutate({ conversationId: conversation.id, pastOpen })}
        />
      </div>
      <div role="alert" className="pt-2 text-sm empty:hidden">
        {change.error && <FieldError>{refusalOf(change.error).message}</FieldError>}
      </div>
    </div>
  )
}
