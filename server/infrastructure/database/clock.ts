import { performance } from 'node:perf_hooks'
import type pg from 'pg'

const MEASURE_EVERY_MS = 60_000
const MEASURE_AGAIN_MS = 2_000

/** The database's clock, which is the same for every process: their own may be minutes apart. */
export interface Clock {
  /** In milliseconds since 1970. This process's own until it was measured once. */
  now(): number
  close(): void
}

/** Measures now, and again and again. Resolves with the first measurement, or without one when none can be had. */
export async function databaseClock(pool: pg.Pool): Promise<Clock> {
  /** What the clock showed when this process's counter stood at 0. */
  let zero: number | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function measure(): Promise<void> {
    const askedAt = performance.now()
    const { rows } = await pool.query<{ now: number }>(
      'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
    )
    const answeredAt = performance.now()
    const [row] = rows
    if (row) zero = row.now - (askedAt + answeredAt) / 2
  }

  async function turn(): Promise<void> {
    const measured = await measure().then(
      () => true,
      () => false,
    )
    if (!closed) timer = setTimeout(() => void turn(), measured ? MEASURE_EVERY_MS : MEASURE_AGAIN_MS).unref()
  }

  await turn()
  return {
    now: () => (zero === null ? Date.now() : Math.round(zero + performance.now())),
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
