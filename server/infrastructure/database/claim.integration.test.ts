import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { type Claim, claimDatabase } from './claim'

let database: TestDatabase
const claims: Claim[] = []
const doubts: string[] = []

beforeAll(async () => {
  database = await createTestDatabase({ empty: true })
})
afterEach(async () => {
  await Promise.all(claims.splice(0).map((claim) => claim.release()))
  doubts.length = 0
})
afterAll(() => database.drop())

async function claim(alone: boolean, patienceMs = 300): Promise<Claim> {
  const made = await claimDatabase(database.url, { alone, patienceMs, onDoubt: (why) => doubts.push(why) })
  claims.push(made)
  return made
}

/** What breaks the connections of all claims here. Resolves when they are gone. */
async function breakThem(): Promise<void> {
  const { rowCount } = await database.pool.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  expect(rowCount).toBeGreaterThan(0)
}

const held = async () => {
  const { rows } = await database.pool.query(
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  return rows.length
}

it('lets nobody to a database whose process has no relay', async () => {
  await claim(true)
  await expect(claim(true)).rejects.toThrow('set NATS_URL for both')
  await expect(claim(false)).rejects.toThrow('set NATS_URL there, too')
})

it('lets those together that have a relay, and nobody to them who has none', async () => {
  await Promise.all([claim(false), claim(false)])
  await expect(claim(true)).rejects.toThrow('Another Kith uses this database')
})

it('lets the next one in that waits for one that is just going', async () => {
  const first = await claim(true)
  const second = claim(true, 20_000)
  await first.release()
  await second
})

it('takes again what it lost with its connection', async () => {
  await claim(true)
  await breakThem()
  await expect.poll(held, { timeout: 20_000 }).toBe(1)
  await expect(claim(true)).rejects.toThrow('Another Kith')
  expect(doubts).toEqual([])
})

it('says so when somebody else was faster', async () => {
  await claim(true)
  const other = database.pool
  const client = await other.connect()
  // Waits for the lock, and so has it before who lost it asks again.
  const theirs = client.query(`SELECT pg_advisory_lock(hashtextextended('kith process', 0))`)
  const waiting = `SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1)
  await other.query(`SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
  await theirs
  await expect.poll(() => doubts, { timeout: 20_000 }).toHaveLength(1)
  client.release(true)
})
