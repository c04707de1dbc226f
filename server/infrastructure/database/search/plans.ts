import { UNSHOWN } from '../event-columns'
import { VISIBLE } from '../visible'
import type { Estimate } from './estimate'
import type { Question } from './question'

/**
 * Three ways to the newest hits. `index`: all that have the words, wherever they are, and of them those that may be seen.
 * `walk`: from the newest message of all backwards. `scope`: what may be seen, one conversation after the other.
 */
type Way = 'index' | 'walk' | 'scope'

// Microseconds a row, as measured by bench/search.ts: only their proportions count. A message that is walked past costs far less, but how many
// there are until enough are found the sample can't know: what is newest may be others' alone.
const INDEX_COST = 7
const WALK_COST = 12
const SCOPE_COST = 4

/** The way that should read least. */
export function chooseWay(question: Question, { total, scope, withWords, wanted }: Estimate): Way {
  const alone = question.conversationId !== null
  const reach = Math.max(1, Math.min(scope, total))
  const costs: Record<Way, number> = {
    index: question.indexed === null ? Number.POSITIVE_INFINITY : total * withWords * INDEX_COST,
    walk: alone ? Number.POSITIVE_INFINITY : Math.min(total, (question.limit / wanted) * (total / reach)) * WALK_COST,
    scope: (alone ? Math.min(reach, question.limit / wanted) : reach) * SCOPE_COST,
  }
  return (['scope', 'walk', 'index'] as const).reduce((best, way) => (costs[way] < costs[best] ? way : best))
}

// Who isn't shown the present wording (event-columns.ts) finds neither that nor the one they are shown.
const open = (question: Question) => `p.seq <@ s.visible AND ${question.placement.join(' AND ')}
  AND (isempty(s.unshown) OR (
    SELECT x.seq <@ s.unshown FROM log x WHERE x.conversation_id = p.conversation_id AND x.target_seq = p.seq
      AND x.kind = 'message:edited' ORDER BY x.seq DESC LIMIT 1
  ) IS NOT TRUE)
  AND NOT EXISTS (
    SELECT FROM own_marks o WHERE o.user_id = $1 AND o.conversation_id = p.conversation_id AND o.seq = p.seq AND o.hidden
  )`

const COLUMNS = 'p.conversation_id, p.seq, p.content, p.expires_at, t.id'
const matching = ({ words, older, conditions }: Question) => [words, older, ...conditions].join(' AND ')

// By itself Postgres takes what is common for rare, reads all of it, and puts it in order.
const backwards = ({ older }: Question) =>
  `SELECT t.id, t.search, t.sender_id, t.sent_at FROM messages t WHERE ${older} ORDER BY t.id DESC OFFSET 0`

const WAYS: Record<Way, (question: Question) => string> = {
  index: (question) => `found AS MATERIALIZED (
      SELECT t.id FROM messages t WHERE ${question.indexed} AND ${matching(question)}
    ), chosen AS MATERIALIZED (
      SELECT ${COLUMNS} FROM found t JOIN placements p ON p.message_id = t.id
      JOIN scope s ON s.conversation_id = p.conversation_id WHERE ${open(question)}
    )`,
  walk: (question) => `chosen AS MATERIALIZED (
      SELECT ${COLUMNS} FROM (${backwards(question)}) t
      CROSS JOIN LATERAL (
        SELECT p.conversation_id, p.seq, p.content, p.expires_at FROM placements p
        JOIN scope s ON s.conversation_id = p.conversation_id
        WHERE p.message_id = t.id AND ${open(question)} ORDER BY p.conversation_id LIMIT 1
      ) p
      WHERE ${matching(question)} ORDER BY t.id DESC LIMIT ${question.limit + 1}
    )`,
  scope: (question) => `chosen AS MATERIALIZED (
      SELECT ${COLUMNS.replaceAll('t.', 'p.')} FROM scope s CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM placements p
        CROSS JOIN LATERAL (SELECT * FROM messages t WHERE t.id = p.message_id OFFSET 0) t
        WHERE p.conversation_id = s.conversation_id AND p.seq >= lower(s.visible) AND p.seq < upper(s.visible)
          AND ${open(question)} AND ${matching(question)}
        ${question.conversationId === null ? 'OFFSET 0' : `ORDER BY p.seq DESC LIMIT ${question.limit + 1}`}
      ) p
    )`,
}

/** Selects one hit more than the page has, newest first: a message once, in the first of its places. */
export function statementOf(question: Question, way: Way): string {
  const newest = question.order === 'p.seq' ? 'c.seq DESC' : 'c.id DESC, c.conversation_id'
  const once = question.order === 'p.seq' ? '' : 'DISTINCT ON (c.id)'
  return `WITH ${question.given}, scope AS MATERIALIZED (
      SELECT m.conversation_id, ${VISIBLE} AS visible, ${UNSHOWN} AS unshown
      FROM members m JOIN conversations c ON c.id = m.conversation_id WHERE ${question.members}
    ), ${WAYS[way](question)}, page AS (
      SELECT ${once} c.* FROM chosen c ORDER BY ${newest} LIMIT ${question.limit + 1}
    )
    SELECT c.conversation_id, c.seq, c.content, c.expires_at, t.id AS message_id, t.sender_id, t.sent_at, t.text, t.file_names
    FROM page c JOIN messages t ON t.id = c.id ORDER BY ${newest}`
}
