import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hold, untilBlocked } from '@/server/testing/blocked'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseAdmin } from './admin'
import { databaseLeaving } from './leaving'
import { TAKE_TURNS } from './take-turns'

let database: TestDatabase
let ana: string
let bea: string
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  const { pool } = database
  await pool.query('TRUNCATE users, server_settings RESTART IDENTITY CASCADE')
  ana = await insertUser(pool)
  bea = await insertUser(pool)
  await pool.query(`UPDATE users SET role = 'admin' WHERE id = ANY($1::bigint[])`, [[ana, bea]])
})

const admin = () => databaseAdmin(database.prisma)

/** Both wait for the same row, and go on when it is let go. */
async function atOnce(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const lock = await hold(database.pool, TAKE_TURNS, [])
  const both = Promise.allSettled([one(), other()])
  await untilBlocked(database.pool, 2)
  await lock.release()
  return (await both).map((result) => (result.status === 'rejected' ? result.reason.code : 'done'))
}

test('of two admins who take it from each other, the later is no admin any more, and is refused', async () => {
  const outcome = await atOnce(
    () => admin().setAdmin(ana, bea, false),
    () => admin().setAdmin(bea, ana, false),
  )
  expect([...outcome].sort()).toEqual(['done', 'not_allowed'])
  expect(await admin().admins()).toEqual([outcome[0] === 'done' ? ana : bea])
})

test('of two admins of whom one deletes the account and the other steps down, one stays', async () => {
  const outcome = await atOnce(
    () => databaseLeaving(database.pool).retire(ana, false),
    () => admin().setAdmin(bea, bea, false),
  )
  expect([...outcome].sort()).toEqual(['done', 'not_allowed'])
  expect(await admin().admins()).toEqual([outcome[0] === 'done' ? bea : ana])
})

test('an account that was deleted is made no admin', async () => {
  await databaseLeaving(database.pool).retire(ana, false)
  await expect(admin().setAdmin(bea, ana, true)).rejects.toMatchObject({ code: 'not_found' })
})
