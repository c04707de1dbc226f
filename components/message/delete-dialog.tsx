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
  /** For everyone, or for me alone. */
  readonly whose: 'everyone' | 'me'
  readonly people: People
  readonly onClose: () => void
}

/** Asks first, then takes a message away from everybody, or from me. */
export function DeleteDialog({ handle, event, whose, people, onClose }: DeleteDialogProps) {
  const [open, setOpen] = useState(true)
  const { senderId } = event.message
  const said = senderId === people.meId ? 'Your message' : `What ${people.nameOf(senderId)} wrote`
  const forMe = () => orRefusal(handle.setOwn([event.seq], { hidden: true }))
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) onClose()
  }
  if (whose === 'me') {
    return (
      <ConfirmDialog
        open={open}
        onOpenChange={change}
        title="Delete this message for you?"
        description="It goes from all your devices. Others still see it. This can’t be taken back."
        confirmLabel="Delete for me"
        destructive
        onConfirm={forMe}
      />
    )
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={change}
      title="Delete this message for everyone?"
      description={`${said} goes from every chat and device, with its reactions. Everybody sees that a message was deleted here. This can’t be taken back.`}
      confirmLabel="Delete for everyone"
      destructive
      other={{ label: 'Delete for me', onConfirm: forMe }}
      onConfirm={() => orRefusal(handle.delete(event.seq))}
    />
  )
}
