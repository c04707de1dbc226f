import type pg from 'pg'
import type { StarredMessage } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { StarredInput } from '@/contracts/inputs'
import type { Ended } from '@/server/domain/group'
import { LIMITS } from '@/server/domain/limits'
import { eventAt, UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import {
  CONVERSATION_COLUMNS,
  type ConversationRow,
  conversationOfRow,
  type EventRow,
  instantOf,
  lineOfRow,
} from '../rows'

const STARRED = prepared(
  'starred',
  `SELECT ${CONVERSATION_COLUMNS}, m.ended, o.starred_at, e.*
  FROM own_marks o
  JOIN members m ON m.user_id = o.user_id AND m.conversation_id = o.conversation_id AND o.seq <@ m.intervals
    AND o.seq > m.cleared_to
  JOIN conversations c ON c.id = o.conversation_id
  CROSS JOIN ${eventAt('o.conversation_id', 'o.seq', UNSHOWN, LIMITS.previewChars)}
  WHERE o.user_id = $1 AND o.starred_at IS NOT NULL AND NOT o.hidden AND e.deleted_by IS NULL
    AND ($2::timestamptz IS NULL OR (o.starred_at, o.conversation_id, o.seq) < ($2, $3::bigint, $4::int))
  ORDER BY o.starred_at DESC, o.conversation_id DESC, o.seq DESC LIMIT $5`,
)

interface Row extends ConversationRow, EventRow {
  readonly ended: Ended | null
  readonly starred_at: Date
}

export async function starred(
  pool: pg.Pool,
  userId: UserId,
  { before, limit }: StarredInput,
): Promise<readonly StarredMessage[]> {
  const from = [before?.starredAt ?? null, before?.conversationId ?? null, before?.seq ?? null]
  const { rows } = await pool.query<Row>(STARRED([userId, ...from, limit]))
  return rows.flatMap((row) => {
    const conversation = conversationOfRow(row, row.ended)
    const event = lineOfRow(row, conversation, row.ended)
    if (event.kind !== 'message:posted') return []
    return [{ starredAt: instantOf(row.starred_at), conversation, event }]
  })
}
