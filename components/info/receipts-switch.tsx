'use client'

import { useMutation } from '@tanstack/react-query'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { refusalOf } from '../refusal'
import { FieldError } from '../ui/field'
import { Switch } from '../ui/switch'

/** Whether those who say something here are told who has seen it, and, for who may, the choice of it. */
export function ReceiptsSwitch({ conversation, may }: { conversation: Conversation; may: boolean }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const set = conversation.receiptsShown !== false
  const shown = change.isPending ? change.variables.receiptsShown === true : set
  if (!may && shown) return null
  return (
    <div className="border-t border-line px-6 py-4">
      <div className="flex items-center gap-4">
        <label htmlFor="receipts-switch" className="flex-1">
          <span className="block font-medium">{may ? 'Seen receipts' : 'No seen receipts'}</span>
          <span className="block text-sm text-pretty text-ink-muted">
            {shown ? 'Who writes is told who has seen it.' : 'Nobody is told who has seen a message.'}
          </span>
        </label>
        {may && (
          <Switch
            id="receipts-switch"
            checked={shown}
            onCheckedChange={(receiptsShown) => change.mutate({ conversationId: conversation.id, receiptsShown })}
          />
        )}
      </div>
      <div role="alert" className="pt-2 text-sm empty:hidden">
        {change.error && <FieldError>{refusalOf(change.error).message}</FieldError>}
      </div>
    </div>
  )
}
