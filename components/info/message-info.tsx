'use client'

import { useQuery } from '@tanstack/react-query'
import { SendHorizontal } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { ConversationState } from '@/client/kith'
import type { Message, MessagePosted } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { useTRPC } from '../api'
import { useKith } from '../kith-context'
import { Bubble } from '../message/bubble'
import { deletedWords } from '../message/deleted-words'
import { postedStatus } from '../message/status'
import { useNames } from '../people/use-names'
import { refusalOf } from '../refusal'
import { askSendTo } from '../send-to/asked'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { Skeleton } from '../ui/skeleton'
import { StatusBoard } from './status-board'

const REFRESH_MS = 5_000

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
  const event = state.events.find((one) => one.seq === seq)
  const stand = useStand(event?.kind === 'message:posted' ? event.message : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: receipts that move are the sign to ask again.
  useEffect(() => {
    void refetch()
  }, [receipts, stand, refetch])

  return (
    <>
      {event?.kind === 'message:posted' && (
        <div className="flex justify-end bg-canvas px-4 py-5">
          <Bubble
            text={event.message.text}
            editedAt={event.message.deleted ? null : event.message.editedAt}
            deleted={event.message.deleted && deletedWords(event.message.deleted, people.meId)}
            noMenu
            at={event.at}
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
        <>
          <StatusBoard info={info.data} people={people} />
          {event?.kind === 'message:posted' && mayPlace(event, state) && <AddPlaces event={event} />}
        </>
      ) : (
        <div className="p-6">
          <Skeleton className="h-16" />
        </div>
      )}
    </>
  )
}

/** Whether more places can be given to it from here; the server has the last word. */
function mayPlace({ message }: MessagePosted, { conversation, member }: ConversationState): boolean {
  return message.deleted === null && conversation?.closed === false && member?.active === true
}

/** The same message, once more: not a copy of it. */
function AddPlaces({ event }: { event: MessagePosted }) {
  const full = event.message.places.length >= LIMITS.placesMax
  return (
    <div className="grid gap-1.5 border-t border-line px-4 py-4">
      <Button variant="secondary" disabled={full} onClick={() => askSendTo({ kind: 'place', event })}>
        <SendHorizontal aria-hidden className="size-4.5" /> Add places…
      </Button>
      <p className="px-1 text-sm text-ink-muted">
        {full
          ? `It is in ${LIMITS.placesMax} chats: that’s all it can have.`
          : 'Send this message to more people and groups. A later edit or deletion counts everywhere.'}
      </p>
    </div>
  )
}

/** Changes when the message has changed, or receipts of any of its places. */
function useStand(message: Message | null): string {
  const lines = useStore(useKith().overview, (overview) => overview.lines)
  if (!message) return ''
  const ids = new Set(message.places.map(({ conversationId }) => conversationId))
  const receipts = lines
    .filter(({ entry }) => ids.has(entry.conversation.id))
    .map((line) => `${line.entry.conversation.id}:${line.receipts.delivered}:${line.receipts.seen}`)
  return [message.changedSeq, ...receipts.sort()].join(' ')
}
