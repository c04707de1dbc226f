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
