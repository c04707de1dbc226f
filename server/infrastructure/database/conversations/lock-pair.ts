import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
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

/** Under the pair's lock: the other of the two, if one of them blocks the other. */
export async function keptApart(client: pg.PoolClient, pairKey: string, founderId: UserId): Promise<UserId | null> {
  const [one = '', other = ''] = pairKey.split(':')
  const { rows } = await client.query<{ apart: boolean }>(APART([one, other]))
  return rows[0]?.apart ? (one === founderId ? other : one) : null
}
