'use client'

import { memo } from 'react'
import type { PendingMessage } from '@/client/kith'
import type { MessagePosted, Receipts } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { MessageRowData } from '../message/message-menu'
import { MessageRow } from '../message/message-row'
import type { Quoted } from '../message/quote'
import { type MessageStatus, postedStatus } from '../message/status'
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
  const { row, receipts, conversationId, ...shared } = props
  const { people } = shared
  switch (row.kind) {
    case 'day':
      return <DayDivider rowKey={row.key} at={row.at} conversationId={conversationId} />
    case 'unread':
      return <UnreadDivider rowKey={row.key} />
    case 'system':
      return <SystemRow rowKey={row.key} seq={row.seq} events={row.events} people={people} />
    case 'pending':
    case 'message':
      return (
        <MessageRow
          {...shared}
          rowKey={row.key}
          said={row.kind === 'pending' ? row.pending : row.event}
          mine={row.kind === 'pending' || row.mine}
          first={row.first}
          last={row.last}
          status={statusOf(row, receipts)}
        />
      )
  }
})

/** Null for others' messages. */
function statusOf(row: MessageRowData, receipts: Receipts): MessageStatus | null {
  if (row.kind === 'pending') return row.pending.status === 'failed' ? 'failed' : 'waiting'
  return row.mine ? postedStatus(row.seq, receipts) : null
}
