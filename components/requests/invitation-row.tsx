'use client'

import { useMutation } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import type { Invitation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { Avatar } from '../avatar'
import { useKith } from '../kith-context'
import type { People } from '../people/use-names'
import { refusalOf } from '../refusal'
import { showConversation } from '../shell/location'
import { formatBrief, formatFull } from '../time/format-time'
import { Button } from '../ui/button'

const failed = (error: unknown) => toast.error(refusalOf(error).message)

/** A group that I am invited to, with nothing of what is in it. */
export function InvitationRow({ invitation, people }: { invitation: Invitation; people: People }) {
  const { conversationId, name, pictureId, members, by, at } = invitation
  const kith = useKith()
  const trpc = useTRPC()
  const join = useMutation(
    trpc.conversations.join.mutationOptions({
      onSuccess: () => showConversation(conversationId),
      onError: failed,
    }),
  )
  const decline = useMutation(trpc.conversations.decline.mutationOptions({ onError: failed }))
  const busy = join.isPending || decline.isPending
  const known = kith.contacts.getState().contacts.find(({ profile }) => profile.id === by.id)
  const inviter = known?.name ?? people.profileOf(by.id)?.fullName ?? by.fullName
  return (
    <li className="mx-2 flex gap-3 rounded-xl px-2.5 py-2.5">
      <Avatar id={conversationId} name={name} pictureId={pictureId} group />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex items-baseline gap-2">
          <p dir="auto" className="min-w-0 flex-1 truncate text-left font-semibold">
            {name}
          </p>
          <time dateTime={at} title={formatFull(at)} className="text-xs text-ink-muted tabular-nums">
            {formatBrief(at)}
          </time>
        </div>
        <p className="truncate text-sm text-ink-muted">
          <bdi>{inviter}</bdi> invites you · {members === 1 ? '1 member' : `${members} members`}
        </p>
        <div className="flex gap-2 pt-1.5">
          <Button
            size="sm"
            loading={join.isPending}
            disabled={busy}
            aria-label={`Join ${name}`}
            onClick={() => join.mutate({ conversationId })}
          >
            Join
          </Button>
          <Button
            size="sm"
            variant="secondary"
            loading={decline.isPending}
            disabled={busy}
            aria-label={`Decline ${name}`}
            onClick={() => decline.mutate({ conversationId })}
          >
            Decline
          </Button>
        </div>
      </div>
    </li>
  )
}
