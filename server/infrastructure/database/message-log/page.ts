import type pg from 'pg'
import type { HistoryPage } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import type { HistoryInput } from '@/contracts/inputs'
import { edgesOf } from '@/server/domain/page'
import { prepared } from '../prepared'
import { lineOfRow } from '../rows'
import { lineIn, notHidden } from '../visible'
import { readEvents, selectEvents } from './read-events'

const LOG_COLUMNS = 'conversation_id, seq, kind, actor_id, message_id, user_id, target_seq, set_to, erased, at'
const NEWEST: Seq = 2_147_483_647

// Each stay is walked from its end with a limit of its own: what lies between two stays costs nothing, and neither do
// the changes of messages, by the index over target_seq.
const older = (bound: string) => `
  SELECT l.* FROM me CROSS JOIN LATERAL unnest(me.visible) AS stay
  CROSS JOIN LATERAL (
    SELECT l.* FROM log l
    WHERE l.conversation_id = $2 AND l.target_seq IS NULL AND l.seq >= lower(stay)
      AND l.seq < least(upper(stay), ${bound}) AND ${notHidden('$1', '$2', 'l.seq')}
    ORDER BY l.target_seq DESC, l.seq DESC LIMIT $4
  ) l ORDER BY l.seq DESC LIMIT $4`
const newer = (bound: string) => `
  SELECT l.* FROM me CROSS JOIN LATERAL unnest(me.visible) AS stay
  CROSS JOIN LATERAL (
    SELECT l.* FROM log l
    WHERE l.conversation_id = $2 AND l.target_seq IS NULL AND l.seq >= greatest(lower(stay), ${bound})
      AND l.seq < upper(stay) AND ${notHidden('$1', '$2', 'l.seq')}
    ORDER BY l.target_seq, l.seq LIMIT $4
  ) l ORDER BY l.seq LIMIT $4`

const around = `
  SELECT ${LOG_COLUMNS} FROM (
    SELECT *, row_number() OVER (PARTITION BY older ORDER BY CASE WHEN older THEN -seq ELSE seq END) AS n,
      count(*) FILTER (WHERE older) OVER () AS olders, count(*) FILTER (WHERE NOT older) OVER () AS newers
    FROM (
      SELECT *, true AS older FROM (${older('$3')}) o UNION ALL SELECT *, false FROM (${newer('$3')}) n
    ) both_sides
  ) numbered, LATERAL (SELECT least(olders, greatest($4 / 2, $4 - newers)) AS take) half
  WHERE n <= CASE WHEN older THEN take ELSE $4 - take END`

const bounds = { first: lineIn('me.visible', '$1', '$2', 'oldest'), last: lineIn('me.visible', '$1', '$2', 'newest') }

const STATEMENTS = {
  before: prepared('page-before', selectEvents(older('$3'), { bounds })),
  after: prepared('page-after', selectEvents(newer('$3 + 1'), { bounds })),
  around: prepared('page-around', selectEvents(around, { bounds })),
}

/** A run of visible lines on one side of a seq, or on both. One statement. @throws KithError `not_found` */
export async function page(pool: pg.Pool, userId: UserId, input: HistoryInput): Promise<HistoryPage> {
  const [side, seq, limit] = placeOf(input)
  const read = await readEvents(pool, STATEMENTS[side], [userId, input.conversationId, seq, limit])
  const events = read.rows.map((row) => lineOfRow(row, read.conversation, read.ended))
  const seqs = events.map((event) => event.seq)
  const { visibleEnd: readAt, own, pinned, bounds } = read
  return { events, readAt, own, pinned, ...edgesOf(bounds, seqs, input) }
}

function placeOf({ before, after, around, limit }: HistoryInput): [keyof typeof STATEMENTS, Seq, number] {
  if (around !== undefined) return ['around', around, limit]
  if (after !== undefined) return ['after', Math.min(after, NEWEST - 1), limit]
  return ['before', before ?? NEWEST, limit]
}
