import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { groupedByPlaces, type Standing } from '@/server/application/grouped-by-places'
import type { Committed } from '@/server/application/log-ports'
import { ALL_SHOWN, eventAt, instantIn, UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import { CONVERSATION_COLUMNS, type ConversationRow, conversationOfRow, type EventRow, eventOfRow } from '../rows'
import { notHidden } from '../visible'

const CHANGE = prepared(
  'read-change',
  `SELECT ${CONVERSATION_COLUMNS}, e.*, told.recipients, told.skipping, told.otherwise, CASE WHEN t.placed > 1 AND e.deleted_by IS NULL THEN (
      SELECT jsonb_agg(jsonb_build_object('conversationId', o.conversation_id::text, 'seq', o.seq,
        'expiresAt', ${instantIn('o.expires_at')}, 'mentions', (SELECT coalesce(jsonb_agg(one::text), '[]') FROM unnest(o.mentions) one),
        'userIds', (SELECT coalesce(jsonb_agg(s.user_id::text), '[]') FROM members s
          WHERE s.conversation_id = o.conversation_id AND o.seq <@ s.intervals AND o.seq > s.cleared_to)))
      FROM placements o WHERE o.message_id = e.message_id
    ) END AS standings
  FROM conversations c
  CROSS JOIN ${eventAt('$1', '$2', ALL_SHOWN, undefined, null)}
  JOIN messages t ON t.id = e.message_id
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE sees AND NOT otherwise), '{}') AS recipients,
      coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE NOT sees), '{}') AS skipping,
      coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE sees AND otherwise), '{}') AS otherwise
    FROM (
      SELECT m.user_id, $2::int <@ m.intervals AND $3::int <@ m.intervals AND $3 > m.cleared_to
          AND ${notHidden('m.user_id', 'c.id', '$3')} AS sees,
        c.kind = 'direct' AND NOT int4range($3, $2, '[]') <@ m.intervals OR NOT m.active AND e.deleted_by IS NULL AS otherwise
      FROM members m
      WHERE m.conversation_id = c.id AND ($2::int <@ m.intervals OR c.kind = 'direct' AND NOT m.away)
    ) one
  ) told
  WHERE c.id = $1`,
)

// For one who isn't shown all that became of the message.
const CHANGE_FOR = prepared(
  'read-change-for',
  `SELECT ${CONVERSATION_COLUMNS}, e.*
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  CROSS JOIN ${eventAt('$1', '$2', UNSHOWN, undefined, '$3')}
  WHERE m.conversation_id = $1 AND m.user_id = $3`,
)

interface Row extends ConversationRow, EventRow {
  readonly recipients: readonly UserId[]
  readonly skipping: readonly UserId[]
  /** See it, but not all that became of the message before. */
  readonly otherwise: readonly UserId[]
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
  const apart: Committed[] = []
  for (const userId of row.otherwise) {
    const [own] = (await client.query<Row>(CHANGE_FOR([conversationId, changedSeq, userId]))).rows
    if (own) apart.push({ event: eventOfRow(own, conversationOfRow(own, null), null), recipients: [userId] })
  }
  const event = eventOfRow(row, conversationOfRow(row, null), null)
  if (standings === null || !('message' in event)) return skippedOnce([{ event, recipients }, ...apart], skipping)
  const together = groupedByPlaces(recipients, standings).map(({ recipients: alike, places, mentions }) => ({
    event: { ...event, message: { ...event.message, places, mentions } },
    recipients: alike,
  }))
  return skippedOnce([...together, ...apart], skipping)
}

function skippedOnce(committed: readonly Committed[], skipping: readonly UserId[]): readonly Committed[] {
  const told = committed.filter(({ recipients }, index) => recipients.length > 0 || committed.length === 1 || index > 0)
  return told.map((one, index) => ({ ...one, skipping: index === 0 ? skipping : [] }))
}
