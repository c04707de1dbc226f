import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Committed } from '@/server/application/ports'
import { eventAt } from '../event-columns'
import { prepared } from '../prepared'
import { CONVERSATION_COLUMNS, type ConversationRow, conversationOfRow, type EventRow, eventOfRow } from '../rows'

const CHANGE = prepared(
  'read-change',
  `SELECT ${CONVERSATION_COLUMNS}, e.*, told.recipients, told.skipping
  FROM conversations c
  CROSS JOIN ${eventAt('$1', '$2', '2147483647', undefined, null)}
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(m.user_id ORDER BY m.user_id) FILTER (WHERE $3::int <@ m.intervals AND $3 > m.cleared_to), '{}')
        AS recipients,
      coalesce(array_agg(m.user_id ORDER BY m.user_id) FILTER (WHERE NOT ($3::int <@ m.intervals AND $3 > m.cleared_to)), '{}')
        AS skipping
    FROM members m WHERE m.conversation_id = c.id AND $2::int <@ m.intervals
  ) told
  WHERE c.id = $1`,
)

interface Row extends ConversationRow, EventRow {
  readonly recipients: readonly UserId[]
  readonly skipping: readonly UserId[]
}

/** The event that was just stored at `changedSeq`, with those who see it and those who only skip it. */
export async function readChange(
  client: pg.PoolClient,
  { conversationId, seq }: { readonly conversationId: ConversationId; readonly seq: Seq },
  changedSeq: Seq,
): Promise<Committed> {
  const { rows } = await client.query<Row>(CHANGE([conversationId, changedSeq, seq]))
  const [row] = rows
  if (row === undefined) throw new Error('What was stored is not there.')
  const { recipients, skipping } = row
  return { event: eventOfRow(row, conversationOfRow(row, null), null), recipients, skipping }
}
