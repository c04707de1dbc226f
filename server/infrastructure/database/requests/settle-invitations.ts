import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { PrivateVersion } from '@/server/application/log-ports'
import { prepared } from '../prepared'

// What the group is now decides: it goes on, who invited is in it, and who is invited isn't.
const VOID = prepared(
  'void-invitations',
  `DELETE FROM invitations i USING conversations c
  WHERE i.conversation_id = $1 AND c.id = $1 AND (c.closed_at IS NOT NULL OR c.retired_at IS NOT NULL
    OR NOT EXISTS (SELECT FROM members m WHERE m.conversation_id = $1 AND m.user_id = i.by_id AND m.active)
    OR EXISTS (SELECT FROM members m WHERE m.conversation_id = $1 AND m.user_id = i.user_id AND m.active))
  RETURNING i.user_id`,
)
// Rows are locked in the order of their keys.
const CONCERNED = prepared(
  'concerned-by-invitations',
  `UPDATE users SET private_version = private_version + 1 WHERE id IN (
    SELECT id FROM users u WHERE id = ANY($2::bigint[])
      OR id IN (SELECT user_id FROM invitations WHERE conversation_id = $1)
      OR $3 AND id IN (SELECT user_id FROM members WHERE conversation_id = $1 AND active AND role <> 'member')
    ORDER BY id FOR NO KEY UPDATE)
  RETURNING id AS "userId", private_version AS "privateVersion"`,
)

/** After the group changed, under its lock: takes away what can't be accepted any more, and counts versions up. */
export async function settleInvitations(
  client: pg.PoolClient,
  conversationId: ConversationId,
): Promise<readonly PrivateVersion[]> {
  const { rows } = await client.query<{ user_id: UserId }>(VOID([conversationId]))
  const gone = rows.map((row) => row.user_id)
  return concerned(client, conversationId, gone, gone.length > 0)
}

/** @param listed who is invited to the group is different now: its admins see that, too */
export async function concerned(
  client: pg.PoolClient,
  conversationId: ConversationId,
  userIds: readonly UserId[],
  listed: boolean,
): Promise<readonly PrivateVersion[]> {
  return (await client.query<PrivateVersion>(CONCERNED([conversationId, userIds, listed]))).rows
}

const VOID_BETWEEN = prepared(
  'void-invitations-between',
  `WITH gone AS (
    DELETE FROM invitations i WHERE (i.user_id, i.by_id) IN (($1, $2), ($2, $1)) AND EXISTS (
      SELECT FROM blocks b WHERE (b.user_id, b.blocked_id) IN (($1, $2), ($2, $1)))
    RETURNING i.conversation_id, i.user_id
  )
  UPDATE users SET private_version = private_version + 1 WHERE id IN (
    SELECT id FROM users WHERE id IN (SELECT user_id FROM gone UNION SELECT m.user_id FROM members m JOIN gone g
      ON g.conversation_id = m.conversation_id WHERE m.active AND m.role <> 'member')
    ORDER BY id FOR NO KEY UPDATE)
  RETURNING id AS "userId", private_version AS "privateVersion"`,
)

/** What one of two people invites the other to, where one of them blocks the other. */
export async function voidBetween(
  client: pg.PoolClient,
  one: UserId,
  other: UserId,
): Promise<readonly PrivateVersion[]> {
  return (await client.query<PrivateVersion>(VOID_BETWEEN([one, other]))).rows
}
