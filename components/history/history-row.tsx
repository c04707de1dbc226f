'use client'

import type { PendingMessage } from '@/client/kith'
import type { Receipts } from '@/contracts/dto'
import { MessageRow } from '../message/message-row'
import { PendingRow } from '../message/pending-row'
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
  readonly onEdit: (pending: PendingMessage) => void
  readonly onUnfold: () => void
}

export function HistoryRow({ row, group, receipts, people, onEdit, onUnfold }: HistoryRowProps) {
  switch (row.kind) {
    case 'day':
      return <DayDivider rowKey={row.key} at={row.at} />
    case 'unread':
      return <UnreadDivider rowKey={row.key} />
    case 'system':
      return <SystemRow rowKey={row.key} seq={row.seq} events={row.events} people={people} />
    case 'pending':
      return <PendingRow pending={row.pending} first={row.first} last={row.last} onEdit={onEdit} onUnfold={onUnfold} />
    case 'message':
      return (
        <MessageRow
          rowKey={row.key}
          event={row.event}
          mine={row.mine}
          first={row.first}
          last={row.last}
          group={group}
          status={row.mine ? postedStatus(row.seq, receipts) : null}
          people={people}
          onUnfold={onUnfold}
        />
      )
  }
}
