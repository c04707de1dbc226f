import type pg from 'pg'
import { isOutOfReach } from '@/server/application/out-of-reach'
import { compareIds } from '@/server/domain/roles'
import { queryAfter } from './pipelined-query'
import { prepared } from './prepared'

/** Runs `work` in a transaction. */
export function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return withConversationsLocked(pool, [], work)
}

/**
 * Runs `work` in a transaction that first locks these conversations' rows, in id order. Everything that `work` then
 * reads has a newer snapshot, so it sees what was committed while this waited. `work` begins at once: its first statement goes
 * along with the lock, and fails with it.
 */
export async function withConversationsLocked<T>(
  pool: pg.Pool,
  conversationIds: readonly string[],
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    const steps = inOneWrite(
      client,
      () => [client.query('BEGIN'), lockConversations(client, conversationIds), work(client)] as const,
    )
    const [begun, locked, worked] = await Promise.allSettled(steps)
    if (begun.status === 'rejected') throw begun.reason
    if (locked.status === 'rejected') throw locked.reason
    if (worked.status === 'rejected') throw worked.reason
    await client.query('COMMIT')
    return worked.value
  } catch (error) {
    broken = isOutOfReach(error) || !(await rolledBack(client))
    throw error
  } finally {
    client.release(broken)
  }
}

/** One statement in a transaction of its own that first locks these conversations' rows, all in one round trip. */
export async function queryWithConversationsLocked<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  conversationIds: readonly string[],
  statement: pg.QueryConfig<unknown[]>,
): Promise<readonly Row[]> {
  const client = await pool.connect()
  let broken = false
  try {
    return await queryAfter<Row>(client, locking(idsInOrder(conversationIds)), statement)
  } catch (error) {
    broken = isOutOfReach(error)
    throw error
  } finally {
    client.release(broken)
  }
}

/** The driver writes each statement by itself, which wakes Postgres as often; it keeps what it writes to to itself. */
function inOneWrite<T>(client: pg.PoolClient, ask: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  try {
    return ask()
  } finally {
    stream.uncork()
  }
}

const rolledBack = (client: pg.PoolClient): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  )

// In the order in which they are given.
const LOCK_ALL = prepared(
  'lock-conversations',
  `SELECT FROM unnest($1::bigint[]) AS i (id)
   CROSS JOIN LATERAL (SELECT FROM conversations WHERE id = i.id FOR NO KEY UPDATE) locked`,
)
// A list of one takes Postgres a twentieth of all that a message by itself does.
const LOCK_ONE = prepared('lock-conversation', 'SELECT FROM conversations WHERE id = $1 FOR NO KEY UPDATE')

const locking = (ids: readonly string[]) => (ids.length === 1 ? LOCK_ONE([ids[0]]) : LOCK_ALL([ids]))

const ID = /^[1-9][0-9]{0,18}$/

/** Locks these conversations' rows, in id order, in a transaction that has begun. */
export async function lockConversations(client: pg.PoolClient, conversationIds: readonly string[]): Promise<void> {
  const ids = idsInOrder(conversationIds)
  if (ids.length > 0) await client.query(locking(ids))
}

const idsInOrder = (conversationIds: readonly string[]): readonly string[] =>
  [...new Set(conversationIds)].filter((id) => ID.test(id)).sort(compareIds)
