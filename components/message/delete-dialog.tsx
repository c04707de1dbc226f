'use client'

import { useState } from 'react'
import type { ConversationHandle } from '@/client/kith'
import type { MessagePosted } from '@/contracts/dto'
import type { People } from '../people/use-names'
import { orRefusal } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'

interface DeleteDialogProps {
  readonly handle: ConversationHandle
  readonly event: MessagePosted
  readonly people: People
  readonly onClose: () => void
}

/** Asks first, then takes a message away from everybody. */
export function DeleteDialog({ handle, event, people, onClose }: DeleteDialogProps) {
  const [open, setOpen] = useState(true)
  const { senderId } = event.message
  const whose = senderId === people.meId ? 'Your message' : `What ${people.nameOf(senderId)} wrote`
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) onClose()
      }}
      title="Delete this message for everyone?"
      description={`${whose} goes from every chat and device, with its reactions. Everybody sees that a message was deleted here. This can’t be taken back.`}
      confirmLabel="Delete for everyone"
      destructive
      onConfirm={() => orRefusal(handle.delete(event.seq))}
    />
  )
}
