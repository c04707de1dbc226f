'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Conversation, Member } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { useTRPC } from '../api'
import { PickedPeople } from '../new-chat/picked-people'
import { sayNotAdded } from '../people/not-added'
import { PeoplePicker } from '../people/people-picker'
import type { Person } from '../people/use-people-search'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { FieldError } from '../ui/field'

interface AddMembersDialogProps {
  readonly conversation: Conversation
  readonly members: readonly Member[]
  readonly onClose: () => void
}

export function AddMembersDialog({ conversation, members, onClose }: AddMembersDialogProps) {
  const trpc = useTRPC()
  const [people, setPeople] = useState<readonly Person[]>([])
  const info = useQuery(trpc.server.info.queryOptions())
  const add = useMutation(
    trpc.conversations.addMembers.mutationOptions({
      onSuccess: (answer) => {
        sayNotAdded(answer, people)
        onClose()
      },
    }),
  )
  const ids = people.map((person) => person.profile.id)
  const room = Math.max(0, (info.data?.groupMembers ?? LIMITS.groupMembers) - members.length)

  const toggle = (person: Person) => {
    if (ids.includes(person.profile.id)) setPeople(people.filter((one) => one.profile.id !== person.profile.id))
    else if (people.length < room) setPeople([...people, person])
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Add people"
        padding=""
        className="flex h-[34rem] flex-col"
        footer={
          <>
            <div role="status" className="mr-auto self-center text-sm text-ink-muted tabular-nums">
              {add.error ? (
                <FieldError>{refusalOf(add.error).message}</FieldError>
              ) : people.length >= room ? (
                'That’s everybody who fits'
              ) : (
                `${people.length} chosen`
              )}
            </div>
            <Button
              disabled={people.length === 0}
              loading={add.isPending}
              onClick={() => add.mutate({ conversationId: conversation.id, userIds: ids })}
            >
              Add
            </Button>
          </>
        }
      >
        <PeoplePicker
          label="People to add"
          picked={new Set(ids)}
          left={new Set(members.map((member) => member.userId))}
          onPick={toggle}
        >
          <PickedPeople people={people} onRemove={toggle} />
        </PeoplePicker>
      </DialogContent>
    </Dialog>
  )
}
