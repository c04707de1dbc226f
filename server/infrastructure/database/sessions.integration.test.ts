import { afterAll, beforeAll, expect, it } from 'vitest'
import { hold, untilBlocked } from '@/server/testing/blocked'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { retire } from './leaving/retire'
import { databaseSessions } from './sessions'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const sessionsOf = ({ pool, prisma }: TestDatabase) => databaseSessions({ pool, prisma, lanes: pool })

it('is not valid that came when the account was just being deleted, in either order', async () => {
  const { pool } = database
  const sessions = sessionsOf(database)
  for (const order of ['deleted first', 'came first']) {
    const userId = await insertUser(pool)
    const before = await sessions.create(userId, 'A test')
    const acts = { go: () => retire(pool, userId, false), come: () => sessions.create(userId, 'Late') }
    const lock = await hold(pool, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [userId])
    const first = order === 'came first' ? acts.come() : acts.go()
    await untilBlocked(pool, 1)
    const second = order === 'came first' ? acts.go() : acts.come()
    await untilBlocked(pool, 2)
    await lock.release()
    const late = (await Promise.all([first, second])).find((made) => typeof made === 'string') ?? ''
    expect([order, await sessions.find(late)]).toEqual([order, null])
    expect([order, await sessions.invalid([before, late])]).toEqual([order, [before, late]])
    const { rowCount } = await pool.query('SELECT FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [userId])
    expect([order, rowCount]).toEqual([order, 0])
  }
})

it('is none of an account that is not there', async () => {
  await expect(sessionsOf(database).create('424242', 'A test')).rejects.toMatchObject({ code: 'not_found' })
})
