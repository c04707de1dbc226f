'use client'

import { CircleAlert } from 'lucide-react'
import type { PendingMessage } from '@/client/kith'
import { UploadLine } from '../attachments/upload-line'
import { useKith } from '../kith-context'
import type { MessageRowProps, RowParts } from './message-row'
import { Quote } from './quote'

type PendingProps = Pick<MessageRowProps, 'people' | 'quoted' | 'onJump' | 'onEdit'>

/** What a row says of a message on its way, or of one that was refused, besides its words. */
export function pendingParts(pending: PendingMessage, { people, quoted, onJump, onEdit }: PendingProps): RowParts {
  const { createdAt, replyTo, attachments, status } = pending
  const failed = status === 'failed'
  const bubble = {
    at: createdAt,
    quote: replyTo !== null && <Quote quoted={quoted} people={people} onJump={onJump} />,
    below: !failed && attachments.length > 0 && <UploadLine pending={pending} />,
  }
  return { bubble, under: failed && <Refused pending={pending} onEdit={onEdit} /> }
}

/** Why, and what can be done about it. */
function Refused({ pending, onEdit }: { pending: PendingMessage } & Pick<PendingProps, 'onEdit'>) {
  const kith = useKith()
  const { clientId, error } = pending
  return (
    <div
      role="alert"
      className="flex max-w-[min(34rem,100%)] flex-wrap items-center justify-end gap-x-3 gap-y-0.5 py-1 text-sm"
    >
      <span className="flex items-start gap-1.5 text-danger-ink">
        <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
        <span>Not sent. {error?.message}</span>
      </span>
      <span className="flex gap-3 font-medium text-accent-ink [&_button]:rounded-sm [&_button:hover]:underline">
        <button type="button" onClick={() => kith.retryPending(clientId)}>
          Try again
        </button>
        <button type="button" onClick={() => onEdit(pending)}>
          Edit
        </button>
        <button type="button" onClick={() => kith.cancelPending(clientId)}>
          Delete
        </button>
      </span>
    </div>
  )
}
