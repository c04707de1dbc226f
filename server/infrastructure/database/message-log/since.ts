import type pg from 'pg'
import type { LogSince } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/log-ports'
import { notFound } from '@/server/domain/errors'
import { followed } from '@/server/domain/skips'
import { Convoy } from '../convoy'
import { eventOf, UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import { CONVERSATION_COLUMNS, conversationOfRow, eventOfRow } from '../rows'
import { isInvalidData } from '../sql-errors'
import { notHidden, VISIBLE, VISIBLE_END } from '../visible'
import { isEvent, ofConversation, type ShownRow } from './read-events'

const LAST_SEQ = 2_147_483_646
const MOST_AT_ONCE = 64
/** Events that one gets along with others. Who has missed more is read by themselves: nobody waits for them. */
const FEW = 50
/** One that hangs doesn't keep everybody waiting. */
export const SINCE_LANES = 2
/** Who is heard in the same turn of the event loop goes together. */
const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

// Setting these steps up takes several times what they take for somebody who has missed three messages.
const SINCE = prepared(
  'since',
  `WITH me AS MATERIALIZED (
    SELECT asked.n, asked.after, asked.most, m.user_id, ${CONVERSATION_COLUMNS}, m.ended, ${VISIBLE_END} AS visible_end,
      ${VISIBLE} AS visible, ${UNSHOWN} AS unshown
    FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[]) WITH ORDINALITY AS asked (user_id, conversation_id, after, most, n)
    JOIN members m ON m.user_id = asked.user_id AND m.conversation_id = asked.conversation_id
    JOIN conversations c ON c.id = m.conversation_id
  )
  SELECT me.n::int AS n, ${ofConversation('shown')}, e.*, (e.erased::int4multirange * me.visible)::text AS erased
  FROM me LEFT JOIN LATERAL (
    SELECT e.* FROM (
      SELECT l.* FROM unnest(me.visible) AS stay CROSS JOIN LATERAL (
        SELECT l.* FROM log l
        WHERE l.conversation_id = me.conversation_id AND l.seq >= greatest(lower(stay), me.after + 1) AND l.seq < upper(stay)
          AND (l.target_seq IS NULL OR l.target_seq <@ me.visible) AND (l.erased IS NULL OR l.erased && me.visible)
          AND ${notHidden('me.user_id', 'me.conversation_id', 'coalesce(l.target_seq, l.seq)')}
        ORDER BY l.seq LIMIT me.most
      ) l ORDER BY l.seq LIMIT me.most
    ) chosen CROSS JOIN ${eventOf('chosen', 'me.unshown', undefined, 'me.user_id')}
  ) e ON true
  WINDOW shown AS (PARTITION BY me.n ORDER BY e.seq)
  ORDER BY me.n, e.seq`,
)

interface Asked {
  readonly userId: UserId
  readonly conversationId: ConversationId
  readonly after: Seq
  readonly limit: number
}

interface Row extends ShownRow {
  /** Whose it is: their place among those who asked, from 1. */
  readonly n: number
}

/**
 * What came after a seq. Whoever asks in the same turn, or while a statement is underway, shares the next one: after an
 * outage, everybody asks at once.
 * @param lanes where a statement is planned once
 */
export function sharedSince(pool: pg.Pool, lanes: pg.Pool): MessageLog['since'] {
  const run = (asked: readonly Asked[]) => read(lanes, asked)
  const options = { run, weightOf: () => 1, mostWeight: MOST_AT_ONCE, isSpoilt: isInvalidData, later }
  const convoys = Array.from({ length: SINCE_LANES }, () => new Convoy<Asked, readonly Row[]>(options))
  return async (userId, conversationId, given, limit) => {
    const asked = { userId, conversationId, after: Math.min(given, LAST_SEQ), limit }
    const convoy = convoys[Number(userId.at(-1)) % SINCE_LANES]
    const few = await convoy?.join({ ...asked, limit: Math.min(limit, FEW) })
    const isWhole = few && (limit <= FEW || few.length < FEW)
    return answerOf(asked, isWhole ? few : ((await read(pool, [asked]))[0] ?? []))
  }
}

/** The rows of each. */
async function read(pool: pg.Pool, all: readonly Asked[]): Promise<readonly (readonly Row[])[]> {
  const column = <K extends keyof Asked>(key: K) => all.map((asked) => asked[key])
  const values = [column('userId'), column('conversationId'), column('after'), column('limit')]
  const { rows } = await pool.query<Row>(SINCE(values))
  const each = all.map((): Row[] => [])
  for (const row of rows) each[row.n - 1]?.push(row)
  return each
}

/** @throws KithError `not_found` */
function answerOf({ conversationId, after, limit }: Asked, rows: readonly Row[]): LogSince {
  const [first] = rows
  if (first === undefined) throw notFound('conversation')
  const conversation = conversationOfRow(first, first.ended)
  const events = rows.filter(isEvent).map((row) => eventOfRow(row, conversation, first.ended))
  return followed(conversationId, events, { after, limit, last: first.visible_end })
}
