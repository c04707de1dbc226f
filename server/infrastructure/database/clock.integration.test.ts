import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { signedTickets } from '../auth/tickets'
import { type Clock, databaseClock } from './clock'

const MINUTES_MS = 60_000
const DAYS_MS = 86_400_000

let database: TestDatabase
const clocks: Clock[] = []
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => {
  vi.useRealTimers()
  for (const clock of clocks.splice(0)) clock.close()
})

/** A clock as a process has it whose own is wrong by so much. */
async function clockOff(byMs: number): Promise<Clock> {
  const [row] = (await database.pool.query('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now')).rows
  vi.setSystemTime(row.now + byMs)
  const clock = await databaseClock(database.pool)
  clocks.push(clock)
  return clock
}

describe.each([-DAYS_MS, -5 * MINUTES_MS, 5 * MINUTES_MS, DAYS_MS])(
  'a process whose clock is off by %d ms',
  (offMs) => {
    it('goes by the database’s', async () => {
      const clock = await clockOff(offMs)
      const [row] = (await database.pool.query('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now'))
        .rows
      expect(Math.abs(clock.now() - row.now)).toBeLessThan(MINUTES_MS)
    })

    it('issues tickets that others take, and takes theirs', async () => {
      const [wrong, right] = [await clockOff(offMs), await clockOff(0)]
      const [here, there] = [wrong, right].map(({ now }) => signedTickets('a secret that is long enough', now))
      const actor = { userId: '1', sessionId: '2' }
      expect(there?.read(here?.issue(actor) ?? '')).toEqual(actor)
      expect(here?.read(there?.issue(actor) ?? '')).toEqual(actor)
    })
  },
)

it('a process that never reached the database has its own clock', async () => {
  const clock = await databaseClock({ query: () => Promise.reject(new Error('away')) } as never)
  clocks.push(clock)
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000)
})
