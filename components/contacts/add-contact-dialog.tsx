'use client'

import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useTRPC } from '@/components/api'
import { useKith } from '@/components/kith-context'
import { PeoplePicker } from '@/components/people/people-picker'
import type { Person } from '@/components/people/use-people-search'
import { refusalOf } from '@/components/refusal'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'

interface AddContactDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

export function AddContactDialog({ open, onOpenChange }: AddContactDialogProps) {
  const contacts = useStore(useKith().contacts, (state) => state.contacts)
  const known = useMemo(() => new Set(contacts.map((contact) => contact.profile.id)), [contacts])
  const add = useMutation(useTRPC().contacts.add.mutationOptions())

  async function pick({ profile, name }: Person): Promise<void> {
    try {
      await add.mutateAsync({ userId: profile.id })
      toast.success(`${name} is a contact now`)
      onOpenChange(false)
    } catch (error) {
      toast.error(refusalOf(error).message)
    }
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Add a contact" padding="" className="flex h-[34rem] flex-col">
        <PeoplePicker label="People" left={known} onPick={(person) => void pick(person)} />
      </DialogContent>
    </Dialog>
  )
}
