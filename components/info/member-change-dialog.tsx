'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Conversation, Member } from '@/contracts/dto'
import { useTRPC } from '../api'
import { orRefusal } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'

export interface MemberChange {
  readonly kind: 'owner' | 'admin' | 'member' | 'remove'
  readonly member: Member
}

const WORDS = {
  owner: {
    title: (name: string) => `Hand the group over to ${name}?`,
    description: 'You become an admin. Only the new owner can give the group back to you.',
    label: 'Hand over',
  },
  admin: {
    title: (name: string) => `Make ${name} an admin?`,
    description: 'Admins add and remove people, and change the group’s name and picture.',
    label: 'Make admin',
  },
  member: {
    title: (name: string) => `Take the admin role from ${name}?`,
    description: 'They stay in the group as a member.',
    label: 'Take away',
  },
  remove: {
    title: (name: string) => `Remove ${name} from the group?`,
    description: 'They can go on reading what was said until now, and nothing after.',
    label: 'Remove',
  },
} as const

interface MemberChangeDialogProps {
  readonly conversation: Conversation
  readonly change: MemberChange
  readonly name: string
  readonly onClose: () => void
}

/** Asks first, then changes a member's role or takes them out. */
export function MemberChangeDialog({ conversation, change, name, onClose }: MemberChangeDialogProps) {
  const trpc = useTRPC()
  const setRole = useMutation(trpc.conversations.setRole.mutationOptions())
  const remove = useMutation(trpc.conversations.removeMember.mutationOptions())
  const [open, setOpen] = useState(true)
  const { title, description, label } = WORDS[change.kind]
  const target = { conversationId: conversation.id, userId: change.member.userId }

  async function confirm(): Promise<void> {
    if (change.kind === 'remove') await orRefusal(remove.mutateAsync(target))
    else await orRefusal(setRole.mutateAsync({ ...target, role: change.kind }))
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) onClose()
      }}
      title={title(name)}
      description={description}
      confirmLabel={label}
      destructive={change.kind === 'remove'}
      onConfirm={confirm}
    />
  )
}
