'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { PeoplePicker } from '@/components/people/people-picker'
import type { Person } from '@/components/people/use-people-search'
import { Button } from '@/components/ui/button'
import { DialogContent } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { LIMITS } from '@/server/domain/limits'
import { GroupDetails } from './group-details'
import { PickedPeople } from './picked-people'

interface NewGroupProps {
  readonly onDone: () => void
  readonly onBack?: () => void
}

/** First the people, then the name and the picture. */
export function NewGroup({ onDone, onBack }: NewGroupProps) {
  const info = useQuery(useTRPC().server.info.queryOptions())
  const [people, setPeople] = useState<readonly Person[]>([])
  const [naming, setNaming] = useState(false)
  /** I am one of them. */
  const most = (info.data?.groupMembers ?? LIMITS.groupMembers) - 1
  const ids = people.map((person) => person.profile.id)

  const toggle = (person: Person) => {
    if (ids.includes(person.profile.id)) return setPeople(people.filter((one) => one.profile.id !== person.profile.id))
    if (people.length < most) setPeople([...people, person])
  }

  if (naming) return <GroupDetails people={people} onBack={() => setNaming(false)} onDone={onDone} />
  return (
    <DialogContent
      title="New group"
      leading={onBack && <BackButton onClick={onBack} />}
      padding=""
      className="flex h-[34rem] flex-col"
      footer={
        <>
          <p role="status" className="mr-auto self-center text-sm text-ink-muted tabular-nums">
            {people.length === most ? `That’s everybody who fits: ${most + 1} with you` : `${people.length} chosen`}
          </p>
          <Button disabled={people.length === 0} onClick={() => setNaming(true)}>
            Next
          </Button>
        </>
      }
    >
      <PeoplePicker label="People for the group" picked={new Set(ids)} onPick={toggle}>
        <PickedPeople people={people} onRemove={toggle} />
      </PeoplePicker>
    </DialogContent>
  )
}

export function BackButton({ onClick }: { onClick: () => void }) {
  return (
    <IconButton label="Back" size="sm" className="-ml-1.5" onClick={onClick}>
      <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
    </IconButton>
  )
}
