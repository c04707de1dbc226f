'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserId } from '@/contracts/ids'
import { useTRPC } from '../api'
import { useNames } from '../people/use-names'
import { orRefusal } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'
import { closeAskedBlock, useAskedBlock } from './asked'

/** Asks before somebody is blocked, and says what that does. */
export function BlockPerson() {
  const { userId } = useAskedBlock()
  return userId && <Ask key={userId} userId={userId} />
}

function Ask({ userId }: { userId: UserId }) {
  const name = useNames().nameOf(userId)
  const block = useMutation(useTRPC().contacts.block.mutationOptions())
  const [open, setOpen] = useState(true)

  function close(): void {
    setOpen(false)
    closeAskedBlock()
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={
        <>
          Block <bdi>{name}</bdi>?
        </>
      }
      description="What they write to you doesn’t reach you, not even after you unblock them. You can’t write to them either. They aren’t told. In groups that you share, messages stay, folded away."
      confirmLabel="Block"
      destructive
      onConfirm={async () => {
        await orRefusal(block.mutateAsync({ userId }))
      }}
    />
  )
}
