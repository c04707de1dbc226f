'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { PeoplePicker } from '@/components/people/people-picker'
import type { Person } from '@/components/people/use-people-search'
import { orRefusal } from '@/components/refusal'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { Profile } from '@/contracts/dto'

interface AddAdminDialogProps {
  readonly admins: readonly Profile[]
  readonly onClose: () => void
}

/** Finds somebody, and asks once more. */
export function AddAdminDialog({ admins, onClose }: AddAdminDialogProps) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [person, setPerson] = useState<Person | null>(null)
  const set = useMutation(trpc.admin.setAdmin.mutationOptions())
  async function add(): Promise<void> {
    if (!person) return
    await orRefusal(set.mutateAsync({ userId: person.profile.id, admin: true }))
    await queries.invalidateQueries({ queryKey: trpc.admin.admins.queryKey() })
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Add an admin" padding="" className="flex h-[34rem] flex-col">
        <PeoplePicker
          label="People to make an admin"
          left={new Set(admins.map(({ id }) => id))}
          onPick={(picked) => setPerson(picked)}
        />
        <ConfirmDialog
          open={person !== null}
          onOpenChange={(open) => !open && setPerson(null)}
          title={`Make ${person?.name ?? ''} an admin of this server?`}
          description="They can then let people in, see reports, and add and remove admins, you too."
          confirmLabel="Make admin"
          onConfirm={add}
        />
      </DialogContent>
    </Dialog>
  )
}
