import { setImmediate as turn } from 'node:timers/promises'
import type pg from 'pg'

/** The barrier of race tests: resolves when `count` of this database's connections wait for somebody's lock. */
export async function untilBlocked(pool: pg.Pool, count: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ blocked: number }>(
      `SELECT count(*)::int AS blocked FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if ((rows[0]?.blocked ?? 0) >= count) return
    await turn()
  }
}

/** Runs `statement` in a transaction that stays open until `release` commits it, or `undo` takes it back. */
export async function hold(pool: pg.Pool, statement: string, values: readonly unknown[]) {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query(statement, [...values])
  const end = async (how: 'COMMIT' | 'ROLLBACK') => {
    await client.query(how)
    client.release()
  }
  return { release: () => end('COMMIT'), undo: () => end('ROLLBACK') }
}

export function holdConversation(pool: pg.Pool, conversationId: string) {
  return hold(pool, 'SELECT FROM conversations WHERE id = $1 FOR NO KEY UPDATE', [conversationId])
}
