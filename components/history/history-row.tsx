'use client'

import type { ConversationHandle, PendingMessage } from '@/client/kith'
import type { MessagePosted, Receipts } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { MessageRow } from '../message/message-row'
import { PendingRow } from '../message/pending-row'
import { postedStatus } from '../message/status'
import { SystemRow } from '../message/system-row'
import type { People } from '../people/use-names'
import { DayDivider, UnreadDivider } from './dividers'
import { answeredBy, type Row } from './rows'

interface HistoryRowProps {
  readonly row: Row
  readonly group: boolean
  readonly receipts: Receipts
  readonly people: People
  readonly handle: ConversationHandle
  readonly lit: boolean
  readonly starred: boolean
  readonly onJump: (seq: Seq) => void
  readonly onReact: ((event: MessagePosted, emoji: string | null) => void) | null
  readonly onEdit: (pending: PendingMessage) => void
  readonly onUnfold: () => void
}

export function HistoryRow({
  row,
  group,
  receipts,
  handle,
  lit,
  starred,
  onReact,
  onEdit,
  ...shared
}: HistoryRowProps) {
  const { people } = shared
  const replyTo = answeredBy(row)
  const quoted = replyTo === null ? undefined : handle.quote(replyTo)
  switch (row.kind) {
    case 'day':
      return <DayDivider rowKey={row.key} at={row.at} conversationId={handle.id} />
    case 'unread':
      return <UnreadDivider rowKey={row.key} />
    case 'system':
      return <SystemRow rowKey={row.key} seq={row.seq} events={row.events} people={people} />
    case 'pending':
      return (
        <PendingRow
          {...shared}
          pending={row.pending}
          first={row.first}
          last={row.last}
          quoted={quoted}
          onEdit={onEdit}
        />
      )
    case 'message':
      return (
        <MessageRow
          {...shared}
          rowKey={row.key}
          event={row.event}
          mine={row.mine}
          first={row.first}
          last={row.last}
          group={group}
          status={row.mine ? postedStatus(row.seq, receipts) : null}
          quoted={quoted}
          lit={lit}
          starred={starred}
          onReact={onReact}
        />
      )
  }
}
