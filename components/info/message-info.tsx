'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ConversationState } from '@/client/kith'
import type { MessageRecipient } from '@/contracts/dto'
import type { ConversationId, Instant, Seq } from '@/contracts/ids'
import { useTRPC } from '../api'
import { PersonAvatar } from '../avatar'
import { Bubble } from '../message/bubble'
import { deletedWords } from '../message/deleted-words'
import { postedStatus } from '../message/status'
import { Ticks } from '../message/ticks'
import { type People, useNames } from '../people/use-names'
import { refusalOf } from '../refusal'
import { formatClock, formatDay } from '../time/format-time'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { Skeleton } from '../ui/skeleton'

const REFRESH_MS = 15_000

interface MessageInfoProps {
  readonly id: ConversationId
  readonly seq: Seq
  readonly state: ConversationState
}

/** Who got one of my messages, and who saw it, with the times. */
export function MessageInfo({ id, seq, state }: MessageInfoProps) {
  const people = useNames()
  const info = useQuery(
    useTRPC().messages.info.queryOptions({ conversationId: id, seq }, { refetchInterval: REFRESH_MS, staleTime: 0 }),
  )
  const { refetch } = info
  const { receipts } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: receipts that move are the sign to ask again.
  useEffect(() => {
    void refetch()
  }, [receipts, refetch])
  const event = state.events.find((one) => one.seq === seq)

  return (
    <>
      {event?.kind === 'message:posted' && (
        <div className="flex justify-end bg-canvas px-4 py-5">
          <Bubble
            text={event.message.text}
            editedAt={event.message.deleted ? null : event.message.editedAt}
            deleted={event.message.deleted && deletedWords(event.message.deleted, people.meId)}
            noMenu
            at={event.message.sentAt}
            mine
            last
            status={postedStatus(seq, receipts)}
            onUnfold={() => {}}
          />
        </div>
      )}
      {info.error ? (
        <div role="alert" className="flex flex-col items-start gap-3 p-6 text-sm">
          <FieldError>{refusalOf(info.error).message}</FieldError>
          <Button size="sm" variant="secondary" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      ) : info.data ? (
        <ul aria-label="Recipients" className="px-3 py-2">
          {info.data.places
            .flatMap((place) => place.recipients)
            .map((recipient) => (
              <RecipientLine key={recipient.userId} recipient={recipient} people={people} />
            ))}
        </ul>
      ) : (
        <div className="p-6">
          <Skeleton className="h-16" />
        </div>
      )}
    </>
  )
}

function RecipientLine({ recipient, people }: { recipient: MessageRecipient; people: People }) {
  const { userId, deliveredAt, seenAt } = recipient
  const profile = people.profileOf(userId)
  return (
    <li className="flex gap-3 rounded-xl px-2.5 py-2.5">
      {profile ? <PersonAvatar profile={profile} size="md" /> : <Skeleton className="size-10 rounded-full" />}
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span dir="auto" className="truncate text-start font-medium">
          {people.nameOf(userId)}
        </span>
        <Moment status="seen" name="Seen" at={seenAt} />
        <Moment status="delivered" name="Delivered" at={deliveredAt ?? seenAt} />
      </div>
    </li>
  )
}

function Moment({ status, name, at }: { status: 'seen' | 'delivered'; name: string; at: Instant | null }) {
  return (
    <span className="flex items-center gap-1.5 text-sm text-ink-muted">
      <span aria-hidden>
        <Ticks status={status} />
      </span>
      <span className="flex-1">{name}</span>
      {at ? (
        <time dateTime={at} className="tabular-nums">
          {formatDay(at)}, {formatClock(at)}
        </time>
      ) : (
        <span>
          <span aria-hidden>–</span>
          <span className="sr-only">not yet</span>
        </span>
      )}
    </span>
  )
}
