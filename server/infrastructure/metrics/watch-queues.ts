import type pg from 'pg'
import { Gauge } from 'prom-client'
import type { Metrics } from './metrics'

/** The same for every process that shares the database: take the greatest, not the sum. */
const QUEUES = `
  SELECT 'exports' AS queue, (SELECT count(*) FROM exports WHERE finished_at IS NULL AND failed_at IS NULL)::int AS length
  UNION ALL SELECT 'erasing', (SELECT count(*) FROM conversations WHERE erase_at <= now())::int
  UNION ALL SELECT 'accounts', (SELECT count(*) FROM users WHERE deleted_at IS NOT NULL AND forgotten_at IS NULL)::int`
// A schema that the worker makes, at its first start.
const JOBS = `
  SELECT 'jobs' AS queue, count(*) FILTER (WHERE attempts < max_attempts AND run_at <= now())::int AS length,
    count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed FROM graphile_worker.jobs`
const TIMEOUT_MS = 3_000

/**
 * How long what waits in the database is, asked for whenever it is scraped, and this process's connections to it.
 * @param pools those that requests wait for
 */
export function watchDatabase({ registry }: Metrics, pool: pg.Pool, pools: readonly pg.Pool[]): void {
  new Gauge({
    name: 'kith_queue_length',
    help: 'What waits in the database: jobs that are due, exports, chats due to be erased, deleted accounts.',
    labelNames: ['queue'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const { queue, length } of await ask<{ queue: string; length: number }>(pool, QUEUES))
        this.set({ queue }, length)
      for (const { length, failed } of await ask<{ length: number; failed: number }>(pool, JOBS)) {
        this.set({ queue: 'jobs' }, length)
        this.set({ queue: 'given_up_jobs' }, failed)
      }
    },
  })
  new Gauge({
    name: 'kith_database_reached',
    help: '1 when the database answered at this scrape.',
    registers: [registry],
    async collect() {
      this.set((await ask(pool, 'SELECT 1 AS one')).length)
    },
  })
  new Gauge({
    name: 'kith_database_connections',
    help: 'Connections of this process’s pools, and requests that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const [idle, used, waitedFor] = [{ state: 'idle' }, { state: 'used' }, { state: 'waited_for' }]
      for (const state of [idle, used, waitedFor]) this.set(state, 0)
      for (const { idleCount, totalCount, waitingCount } of pools) {
        this.inc(idle, idleCount)
        this.inc(used, totalCount - idleCount)
        this.inc(waitedFor, waitingCount)
      }
    },
  })
}

// A database that is away makes gauges absent, never a scrape late.
async function ask<T extends object>(pool: pg.Pool, text: string): Promise<T[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T[]>((resolve) => {
    timer = setTimeout(() => resolve([]), TIMEOUT_MS)
  })
  const answer = pool.query<T>(text).then(
    ({ rows }) => rows,
    () => [],
  )
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
