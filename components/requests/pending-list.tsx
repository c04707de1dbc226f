'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { UserRoundX } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { toast } from '@/components/ui/toast'
import type { ConversationId, UserId } from '@/contracts/ids'
import { useTRPC } from '../api'
import { useKith } from '../kith-context'
import { PersonRow } from '../people/person-row'
import type { People } from '../people/use-names'
import { refusalOf } from '../refusal'
import { Badge } from '../ui/badge'
import { IconButton } from '../ui/icon-button'

/** Whom the group waits for. Who answers, or is taken back, is gone from it on all screens of its admins. */
export function PendingList({ id, people }: { id: ConversationId; people: People }) {
  const trpc = useTRPC()
  const version = useStore(useKith().privateVersion)
  const pending = useQuery(trpc.conversations.invited.queryOptions({ conversationId: id }))
  const { refetch } = pending
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version is the reason to ask again
  useEffect(() => void refetch(), [refetch, version])
  if (!pending.data || pending.data.length === 0) return null
  return (
    <>
      <h3 className="px-2.5 pt-3 pb-1 text-sm font-medium text-ink-muted">Invited</h3>
      <ul aria-label="Invited">
        {pending.data.map(({ userId, byId }) => (
          <PendingLine key={userId} id={id} userId={userId} byId={byId} people={people} onDone={() => void refetch()} />
        ))}
      </ul>
    </>
  )
}

interface PendingLineProps {
  readonly id: ConversationId
  readonly userId: UserId
  readonly byId: UserId
  readonly people: People
  readonly onDone: () => void
}

function PendingLine({ id, userId, byId, people, onDone }: PendingLineProps) {
  const profile = people.profileOf(userId)
  const name = people.nameOf(userId)
  const takeBack = useMutation(
    useTRPC().conversations.takeBack.mutationOptions({
      onSettled: onDone,
      onError: (error) => toast.error(refusalOf(error).message),
    }),
  )
  if (!profile) return null
  return (
    <li className="flex min-h-14 items-center gap-3 rounded-xl px-2.5 py-1.5">
      <PersonRow profile={profile} name={name}>
        <Badge tone="plain" shape="word">
          {byId === people.meId ? 'By you' : `By ${people.nameOf(byId)}`}
        </Badge>
      </PersonRow>
      <IconButton
        label={`Take back the invitation of ${name}`}
        size="sm"
        tooltipSide="left"
        disabled={takeBack.isPending}
        onClick={() => takeBack.mutate({ conversationId: id, userId })}
      >
        <UserRoundX aria-hidden />
      </IconButton>
    </li>
  )
}
