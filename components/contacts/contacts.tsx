'use client'

import { ContactRound, UserRoundPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useKith } from '@/components/kith-context'
import { useWatchedPresence } from '@/components/people/use-watched-presence'
import { PagePane } from '@/components/settings/page-pane'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { Contact } from '@/contracts/dto'
import { AddContactDialog } from './add-contact-dialog'
import { ContactRow } from './contact-row'

export const contactName = (contact: Contact): string => contact.name ?? contact.profile.fullName

export function Contacts() {
  const { contacts, status } = useStore(useKith().contacts)
  const [adding, setAdding] = useState(false)
  const sorted = useMemo(
    () =>
      [...contacts].sort((one, other) =>
        contactName(one).localeCompare(contactName(other), undefined, { sensitivity: 'base' }),
      ),
    [contacts],
  )
  useWatchedPresence(useMemo(() => sorted.map((contact) => contact.profile.id), [sorted]))
  const add = (
    <Button size="sm" onClick={() => setAdding(true)}>
      <UserRoundPlus aria-hidden /> Add
    </Button>
  )

  return (
    <PagePane title="Contacts" action={sorted.length > 0 && add}>
      {status === 'loading' && <Skeleton className="h-40" corners="rounded-2xl" />}
      {sorted.length > 0 && (
        <ul className="flex flex-col rounded-2xl border border-line bg-surface p-2">
          {sorted.map((contact) => (
            <ContactRow key={contact.profile.id} contact={contact} />
          ))}
        </ul>
      )}
      {status === 'ready' && sorted.length === 0 && (
        <EmptyState
          icon={<ContactRound />}
          title="No contacts yet"
          description="Keep the people you talk with here, under the names you know them by."
          action={add}
        />
      )}
      <AddContactDialog open={adding} onOpenChange={setAdding} />
    </PagePane>
  )
}
