'use client'

import { memo } from 'react'
import type { PendingMessage } from '@/client/kith'
import type { MessagePosted, Receipts } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import { MessageRow } from '../message/message-row'
import { PendingRow } from '../message/pending-row'
import type { Quoted } from '../message/quote'
import { postedStatus } from '../message/status'
import { SystemRow } from '../message/system-row'
import type { People } from '../people/use-names'
import { DayDivider, UnreadDivider } from './dividers'
import type { Row } from './rows'

interface HistoryRowProps {
  readonly row: Row
  readonly group: boolean
  readonly receipts: Receipts
  readonly people: People
  readonly conversationId: ConversationId
  /** What it answers. */
  readonly quoted: Quoted
  readonly lit: boolean
  /** Null while nothing is being selected. */
  readonly selected: boolean | null
  /** I block who sent it, and others are here, too. */
  readonly blocked: boolean
  readonly starred: boolean
  readonly onJump: (seq: Seq) => void
  readonly onReact: ((event: MessagePosted, emoji: string | null) => void) | null
  readonly onEdit: (pending: PendingMessage) => void
  readonly onUnfold: () => void
}

export const HistoryRow = memo(function HistoryRow(props: HistoryRowProps) {
  const { row, group, receipts, conversationId, quoted, lit, selected, blocked, starred, onReact, onEdit, ...shared } =
    props
  const { people } = shared
  switch (row.kind) {
    case 'day':
      return <DayDivider rowKey={row.key} at={row.at} conversationId={conversationId} />
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
          selected={selected}
          blocked={blocked}
          starred={starred}
          onReact={onReact}
        />
      )
  }
})
