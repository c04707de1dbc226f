import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { groupedByPlaces, type Standing } from '@/server/application/grouped-by-places'
import type { Committed } from '@/server/application/ports'
import { eventAt, instantIn } from '../event-columns'
import { prepared } from '../prepared'
import { CONVERSATION_COLUMNS, type ConversationRow, conversationOfRow, type EventRow, eventOfRow } from '../rows'

const CHANGE = prepared(
  'read-change',
  `SELECT ${CONVERSATION_COLUMNS}, e.*, told.recipients, told.skipping, CASE WHEN t.placed > 1 AND e.deleted_by IS NULL THEN (
      SELECT jsonb_agg(jsonb_build_object('conversationId', o.conversation_id::text, 'seq', o.seq,
        'expiresAt', ${instantIn('o.expires_at')}, 'mentions', (SELECT coalesce(jsonb_agg(one::text), '[]') FROM unnest(o.mentions) one),
        'userIds', (SELECT coalesce(jsonb_agg(s.user_id::text), '[]') FROM members s
          WHERE s.conversation_id = o.conversation_id AND o.seq <@ s.intervals AND o.seq > s.cleared_to)))
      FROM placements o WHERE o.message_id = e.message_id
    ) END AS standings
  FROM conversations c
  CROSS JOIN ${eventAt('$1', '$2', '2147483647', undefined, null)}
  JOIN messages t ON t.id = e.message_id
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
  /** Null: it stands here alone. */
  readonly standings: readonly Standing[] | null
}

/**
 * The event that was just stored at `changedSeq`, with those who see it and those who only skip it; once for each of
 * the sets of places that its recipients see.
 */
export async function readChange(
  client: pg.PoolClient,
  { conversationId, seq }: { readonly conversationId: ConversationId; readonly seq: Seq },
  changedSeq: Seq,
): Promise<readonly Committed[]> {
  const { rows } = await client.query<Row>(CHANGE([conversationId, changedSeq, seq]))
  const [row] = rows
  if (row === undefined) throw new Error('What was stored is not there.')
  const { recipients, skipping, standings } = row
  const event = eventOfRow(row, conversationOfRow(row, null), null)
  if (standings === null || !('message' in event)) return [{ event, recipients, skipping }]
  return groupedByPlaces(recipients, standings).map(({ recipients: alike, places, mentions }, index) => ({
    event: { ...event, message: { ...event.message, places, mentions } },
    recipients: alike,
    skipping: index === 0 ? skipping : [],
  }))
}
