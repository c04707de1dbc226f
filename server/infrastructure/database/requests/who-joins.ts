import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { shows } from '../privacy'

export interface Joining {
  readonly added: readonly UserId[]
  /** They are to agree first. */
  readonly invited: readonly UserId[]
  /** They block who would add them. */
  readonly notAdded: readonly UserId[]
}

// Who changes whom they let in, or blocks somebody, waits, or is seen by the next statement.
const HOLD = prepared('hold-people', 'SELECT FROM users WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE')
const WHO = prepared(
  'who-joins',
  `SELECT u.id, EXISTS (SELECT FROM blocks b WHERE b.user_id = u.id AND b.blocked_id = by.id) AS blocks,
    u.id = by.id OR ${shows('groups', 'u', 'by')} AS allowed
  FROM users by JOIN users u ON u.id = ANY($2::bigint[]) AND u.deleted_at IS NULL WHERE by.id = $1`,
)

interface Row {
  readonly id: UserId
  readonly blocks: boolean
  readonly allowed: boolean
}

/** @throws KithError `not_found` for somebody who isn't there */
export async function whoJoins(client: pg.PoolClient, byId: UserId, userIds: readonly UserId[]): Promise<Joining> {
  await client.query(HOLD([userIds]))
  const { rows } = await client.query<Row>(WHO([byId, userIds]))
  const known = new Map(rows.map((row) => [row.id, row]))
  const asked = [...new Set(userIds)]
  if (asked.some((id) => !known.has(id))) throw notFound('person')
  const those = (wanted: (row: Row) => boolean) =>
    asked.filter((id) => rows.some((row) => row.id === id && wanted(row)))
  return {
    added: those(({ blocks, allowed }) => !blocks && allowed),
    invited: those(({ blocks, allowed }) => !blocks && !allowed),
    notAdded: those(({ blocks }) => blocks),
  }
}
