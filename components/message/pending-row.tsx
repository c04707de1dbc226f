'use client'

import { CircleAlert } from 'lucide-react'
import { memo } from 'react'
import type { PendingMessage } from '@/client/kith'
import type { Seq } from '@/contracts/ids'
import { carriedOf } from '../attachments/carried'
import { PendingCircle, PendingVoice } from '../attachments/pending-sound'
import { UploadLine } from '../attachments/upload-line'
import { usePendingShown } from '../attachments/use-pending-shown'
import { useKith } from '../kith-context'
import type { People } from '../people/use-names'
import { Bubble } from './bubble'
import { Quote, type Quoted } from './quote'
import { RowFrame } from './row-frame'

interface PendingRowProps {
  readonly pending: PendingMessage
  readonly first: boolean
  readonly last: boolean
  readonly people: People
  readonly quoted: Quoted
  readonly onJump: (seq: Seq) => void
  readonly onEdit: (pending: PendingMessage) => void
  readonly onUnfold: () => void
}

/** A message on its way, or one that was refused: why, and what can be done about it. */
export const PendingRow = memo(function PendingRow(props: PendingRowProps) {
  const { pending, first, last, people, quoted, onJump, onEdit, onUnfold } = props
  const failed = pending.status === 'failed'
  const kith = useKith()
  const shown = usePendingShown(pending)
  const [only] = shown
  const carried = carriedOf({
    kind: pending.kind,
    shown,
    onOpen: null,
    voice: (meta) =>
      only && <PendingVoice shown={only} waveform={pending.attachments[0]?.waveform ?? null} meta={meta} />,
    circle: () => only && <PendingCircle shown={only} />,
  })
  return (
    <RowFrame rowKey={pending.clientId} side="end" first={first}>
      <Bubble
        text={pending.text}
        at={pending.createdAt}
        mine
        last={last}
        status={failed ? 'failed' : 'waiting'}
        carried={carried}
        below={
          !failed && carried ? (
            <UploadLine shown={shown} onCancel={() => kith.cancelPending(pending.clientId)} />
          ) : undefined
        }
        onUnfold={onUnfold}
        quote={pending.replyTo !== null && <Quote quoted={quoted} people={people} onJump={onJump} />}
      />
      {failed && <Refused pending={pending} onEdit={onEdit} />}
    </RowFrame>
  )
})

function Refused({ pending, onEdit }: Pick<PendingRowProps, 'pending' | 'onEdit'>) {
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
