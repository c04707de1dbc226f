import type pg from 'pg'
import { isDeadlock } from './sql-errors'

const ATTEMPTS = 5

/**
 * Has the pool take a statement again that Postgres ended because two waited for each other: a transaction by itself, it did
 * nothing. A migration wants tables whole, one after the other, while older processes read several at once.
 */
export function takeDeadlockedAgain(pool: pg.Pool): void {
  const given = pool.query.bind(pool) as (...args: unknown[]) => unknown
  const query = (left: number, args: unknown[]): unknown => {
    const answer = given(...args)
    if (!(answer instanceof Promise) || left === 0) return answer
    return answer.catch((error: unknown) => {
      if (!isDeadlock(error)) throw error
      return query(left - 1, args)
    })
  }
  pool.query = ((...args: unknown[]) => query(ATTEMPTS - 1, args)) as typeof pool.query
}
