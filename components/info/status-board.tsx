'use client'

import type { MessageInfo } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'
import { Avatar } from '../avatar'
import { usePlaceNames } from '../conversation/use-place-names'
import { PlaceLink } from '../message/place-link'
import type { MessageStatus } from '../message/status'
import { Ticks } from '../message/ticks'
import type { People } from '../people/use-names'
import { formatDay, formatFull, formatSeconds } from '../time/format-time'
import { type BoardCell, type BoardPerson, boardOf, reached } from './board'
import { useHidesSeen } from './use-hides-seen'

interface StatusBoardProps {
  readonly info: MessageInfo
  readonly people: People
}

/** Who got a message, in each of its places: delivered and seen, with the times. */
export function StatusBoard({ info, people }: StatusBoardProps) {
  const hidesSeen = useHidesSeen()
  const board = [...boardOf(info)].sort((a, b) => people.nameOf(a.userId).localeCompare(people.nameOf(b.userId)))
  if (board.length === 0) {
    return <p className="px-6 py-4 text-sm text-ink-muted">Nobody else was here when it was sent.</p>
  }
  const { delivered, seen } = reached(board)
  const hidden = info.places.filter(({ conversationId }) => hidesSeen(conversationId)).length
  const allHidden = hidden === info.places.length
  return (
    <section aria-labelledby="board-title" className="px-4 pt-4 pb-3">
      <h3 id="board-title" className="px-1 font-semibold">
        {board.length === 1 ? '1 person' : `${board.length} people`}
        {info.places.length > 1 && ` in ${info.places.length} chats`}
      </h3>
      <p className="px-1 pb-2 text-sm text-ink-muted tabular-nums">
        Delivered to {delivered}
        {!allHidden && `, seen by ${seen}`}
      </p>
      {hidden > 0 && (
        <p className="px-1 pb-2 text-sm text-ink-muted">
          {info.places.length === 1
            ? 'This group doesn’t show who has seen a message.'
            : `${hidden === 1 ? 'One of the groups doesn’t' : `${hidden} of the groups don’t`} show who has seen a message.`}
        </p>
      )}
      <table aria-labelledby="board-title" className="w-full table-fixed border-collapse text-sm">
        <thead className="text-2xs text-ink-muted">
          <tr>
            <th scope="col" className="px-1 py-1 text-start font-medium">
              Where
            </th>
            <Column status="delivered" name="Delivered" />
            <Column status="seen" name="Seen" />
          </tr>
        </thead>
        {board.map((person) => (
          <PersonRows key={person.userId} person={person} people={people} />
        ))}
      </table>
    </section>
  )
}

function Column({ status, name }: { status: MessageStatus; name: string }) {
  return (
    <th scope="col" className="w-22 px-1 py-1 text-end font-medium">
      <span className="inline-flex items-center gap-1">
        <span aria-hidden className="inline-flex">
          <Ticks status={status} />
        </span>
        {name}
      </span>
    </th>
  )
}

function PersonRows({ person, people }: { person: BoardPerson; people: People }) {
  const { userId, places } = person
  const name = people.nameOf(userId)
  return (
    <tbody className="border-t border-line">
      <tr>
        <th scope="rowgroup" colSpan={3} className="px-1 pt-2.5 pb-1 text-start font-medium">
          <span className="flex min-w-0 items-center gap-2.5 text-base">
            <Avatar id={userId} name={name} pictureId={people.profileOf(userId)?.pictureId ?? null} size="sm" />
            <bdi className="truncate">{name}</bdi>
          </span>
        </th>
      </tr>
      {places.map((cell) => (
        <PlaceRow key={cell.place.conversationId} cell={cell} />
      ))}
    </tbody>
  )
}

function PlaceRow({ cell }: { cell: BoardCell }) {
  const face = usePlaceNames()(cell.place.conversationId)
  const hidesSeen = useHidesSeen()(cell.place.conversationId)
  return (
    <tr className="align-top [&:last-child>*]:pb-2.5">
      <th scope="row" className="px-1 py-1 text-start font-normal">
        <span className="flex min-w-0 gap-1 text-ink-muted">
          <PlaceLink place={cell.place} name={face?.group ? `in ${face.name}` : 'in your chat'} />
        </span>
      </th>
      <Moment at={cell.deliveredAt} />
      <Moment at={cell.seenAt} none={hidesSeen ? 'not shown' : 'not yet'} />
    </tr>
  )
}

function Moment({ at, none = 'not yet' }: { at: Instant | null; none?: string }) {
  const day = at && formatDay(at)
  return (
    <td className="px-1 py-1 text-end tabular-nums">
      {at ? (
        <time dateTime={at} title={formatFull(at)} className="inline-block whitespace-nowrap">
          {day !== 'Today' && <span className="block text-2xs text-ink-muted">{day}</span>}
          {formatSeconds(at)}
        </time>
      ) : (
        <span className="text-ink-muted">
          <span aria-hidden>–</span>
          <span className="sr-only">{none}</span>
        </span>
      )}
    </td>
  )
}
