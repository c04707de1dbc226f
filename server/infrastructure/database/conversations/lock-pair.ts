import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import { pairKeyOf } from '@/server/domain/pair'
import { apart } from '../apart'
import { prepared } from '../prepared'

const LOCK = prepared('lock-pair', "SELECT pg_advisory_xact_lock(hashtextextended('pair ' || $1, 0))")
const APART = prepared('pair-apart', `SELECT ${apart('$1::bigint', '$2::bigint')} AS apart`)

/**
 * Until the transaction ends, two people's chat isn't opened, nor does one of them block the other, elsewhere: a chat that
 * isn't there has no row to lock. Taken before any conversation's, in the order of the pairs' keys.
 */
export async function lockPair(client: pg.PoolClient, pairKey: string): Promise<void> {
  await client.query(LOCK([pairKey]))
}

const LOCK_ALL = prepared(
  'lock-pairs',
  `SELECT pg_advisory_xact_lock(hashtextextended('pair ' || key, 0)) FROM (
    SELECT key FROM unnest($1::text[]) WITH ORDINALITY AS pair (key, nth) ORDER BY nth OFFSET 0) pairs`,
)
const BLOCKERS = prepared(
  'blockers',
  'SELECT user_id FROM blocks WHERE blocked_id = $1 AND user_id = ANY($2::bigint[]) ORDER BY user_id',
)

/**
 * Those of these people who block the actor: until the transaction ends, none of them begins to. Who is added to a group
 * was added before they blocked, or isn't added.
 */
export async function lockOutBlockers(
  client: pg.PoolClient,
  actorId: UserId,
  userIds: readonly UserId[],
): Promise<readonly UserId[]> {
  const others = [...new Set(userIds)].filter((userId) => userId !== actorId)
  await client.query(LOCK_ALL([others.map((userId) => pairKeyOf(actorId, userId)).sort()]))
  const { rows } = await client.query<{ user_id: UserId }>(BLOCKERS([actorId, others]))
  return rows.map(({ user_id }) => user_id)
}

/** Under the pair's lock: the other of the two, if one of them blocks the other. */
export async function keptApart(client: pg.PoolClient, pairKey: string, founderId: UserId): Promise<UserId | null> {
  const [one = '', other = ''] = pairKey.split(':')
  const { rows } = await client.query<{ apart: boolean }>(APART([one, other]))
  return rows[0]?.apart ? (one === founderId ? other : one) : null
}
