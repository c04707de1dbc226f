import type pg from 'pg'
import { isOutOfReach } from '@/server/application/out-of-reach'
import { compareIds } from '@/server/domain/roles'

/** Runs `work` in a transaction. */
export function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return begunWith(pool, 'BEGIN', work)
}

/**
 * Runs `work` in a transaction that first locks these conversations' rows, in id order. Everything that `work` then
 * reads has a newer snapshot, so it sees what was committed while this waited.
 */
export function withConversationsLocked<T>(
  pool: pg.Pool,
  conversationIds: readonly string[],
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return begunWith(pool, beginLocking(conversationIds), work)
}

async function begunWith<T>(pool: pg.Pool, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    broken = isOutOfReach(error) || !(await rolledBack(client))
    throw error
  } finally {
    client.release(broken)
  }
}

const rolledBack = (client: pg.PoolClient): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  )

const ID = /^[1-9][0-9]{0,18}$/

/** Locks these conversations' rows, in id order, in a transaction that has begun. */
export async function lockConversations(client: pg.PoolClient, conversationIds: readonly string[]): Promise<void> {
  const [, lock] = beginLocking(conversationIds).split('; ')
  if (lock !== undefined) await client.query(lock)
}

/** One round trip. Ids are written into the text, as several statements in one take no parameters: digits alone. */
function beginLocking(conversationIds: readonly string[]): string {
  const ids = [...new Set(conversationIds)].filter((id) => ID.test(id)).sort(compareIds)
  if (ids.length === 0) return 'BEGIN'
  return `BEGIN; SELECT FROM conversations WHERE id IN (${ids.join()}) ORDER BY id FOR NO KEY UPDATE`
}
