import type pg from 'pg'
import { databaseConversations } from '@/server/infrastructure/database/conversations'
import type { LoadClient } from './load/job'

/** Conversations of `size` new people each, all of them signed in: direct chats of two, or groups. */
export async function gather(pool: pg.Pool, count: number, size: number): Promise<LoadClient[][]> {
  const people = await signIn(pool, count * size)
  const conversations = databaseConversations(pool)
  const gathered: LoadClient[][] = []
  for (let at = 0; at < people.length; at += size) {
    const members = people.slice(at, at + size)
    const [owner = '', ...userIds] = members.map(({ userId }) => userId)
    const group = { name: 'Hiking', userIds, pictureId: null, maxMembers: size }
    const [other = ''] = userIds
    const conversationId =
      size === 2
        ? (await conversations.openDirect(owner, other)).conversationId
        : (await conversations.createGroup(owner, group)).conversationId
    const { rows } = await pool.query<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = $1', [
      conversationId,
    ])
    const lastSeq = rows[0]?.last_seq ?? 0
    gathered.push(members.map((member) => ({ ...member, conversationId, lastSeq, userIds: [owner, ...userIds] })))
  }
  return gathered
}

async function signIn(pool: pg.Pool, count: number) {
  const { rows } = await pool.query<{ userId: string; sessionId: string }>(
    `WITH born AS (
      INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
      SELECT name, name, 'Somebody', '', '' FROM (SELECT gen_random_uuid()::text AS name FROM generate_series(1, $1)) n
      RETURNING id
    )
    INSERT INTO sessions (user_id, device) SELECT id, 'Generator' FROM born
    RETURNING user_id::text AS "userId", id::text AS "sessionId"`,
    [count],
  )
  return rows
}

/** Signed-in people, each in direct chats with as many others as they are to have, in which something was said. */
export async function gatherRing(pool: pg.Pool, count: number, conversationsEach: number): Promise<LoadClient[]> {
  const people = await signIn(pool, count)
  const ids = people.map(({ userId }) => userId)
  await pool.query(
    `WITH person AS (SELECT id, n FROM unnest($1::bigint[]) WITH ORDINALITY AS p (id, n)),
    pair AS (
      SELECT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other
      FROM person a CROSS JOIN generate_series(1, $2::int / 2) AS step
      JOIN person b ON b.n = 1 + (a.n - 1 + step) % $3::int
    ), founded AS (
      INSERT INTO conversations (kind, pair_key, last_seq) SELECT 'direct', one || ':' || other, 1 FROM pair
      ON CONFLICT (pair_key) DO NOTHING RETURNING id, pair_key
    ), joined AS (
      INSERT INTO members (conversation_id, user_id, role, intervals, joined_seq, changed_seq)
      SELECT f.id, side::bigint, 'member', '{[1,)}', 1, 1
      FROM founded f CROSS JOIN unnest(string_to_array(f.pair_key, ':')) AS side
    )
    INSERT INTO log (conversation_id, seq, kind, actor_id, at)
    SELECT id, 1, 'conversation:created', split_part(pair_key, ':', 1)::bigint, now() FROM founded`,
    [ids, conversationsEach, count],
  )
  await pool.query('ANALYZE')
  const side = conversationsEach / 2
  const around = (at: number) =>
    Array.from({ length: 2 * side + 1 }, (_, step) => ids[(at - side + step + count) % count] ?? '')
  return people.map((person, at) => ({ ...person, conversationId: '0', lastSeq: 0, userIds: around(at) }))
}
