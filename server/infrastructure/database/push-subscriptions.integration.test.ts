import { randomUUID } from 'node:crypto'
import { runMigrations } from 'graphile-worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/server/application/account-ports'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseLeaving } from './leaving'
import { databaseMessageLog } from './message-log'
import { databaseNotifications } from './notifications'
import { databasePushSubscriptions } from './push-subscriptions'
import { databaseSessions } from './sessions'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await runMigrations({ connectionString: database.url })
})
afterAll(() => database.drop())

const subscriptions = () => databasePushSubscriptions(database.pool)
const sessions = () => databaseSessions(database)
const target = () => ({ endpoint: `https://push.example/${randomUUID()}`, p256dh: 'key', auth: 'auth' })
const signedIn = async (userId: string): Promise<Actor> => ({
  userId,
  sessionId: await sessions().create(userId, 'A test'),
})

let ana: Actor
beforeEach(async () => {
  ana = await signedIn(await insertUser(database.pool))
})

test('an endpoint is one session’s: of those who come with it at once, one has it', async () => {
  const bea = await signedIn(await insertUser(database.pool))
  const same = target()
  for (let round = 0; round < 10; round++) {
    await Promise.all([ana, bea].map((actor) => subscriptions().put(actor, same)))
    const found = await Promise.all([ana, bea].map(({ sessionId }) => subscriptions().find(sessionId)))
    expect(found.filter((one) => one !== null)).toEqual([same])
  }
})

test('it is over with its session, however that ends', async () => {
  const phone = await signedIn(ana.userId)
  await subscriptions().put(ana, target())
  await subscriptions().put(phone, target())
  await sessions().revoke(ana.userId, ana.sessionId)
  expect(await subscriptions().find(ana.sessionId)).toBeNull()
  expect(await subscriptions().find(phone.sessionId)).not.toBeNull()
  await database.pool.query(`UPDATE sessions SET last_active_at = now() - interval '91 days' WHERE id = $1`, [
    phone.sessionId,
  ])
  expect(await subscriptions().find(phone.sessionId)).toBeNull()
  await subscriptions().put(ana, target())
  await database.pool.query('DELETE FROM sessions WHERE user_id = $1', [ana.userId])
  const { rowCount } = await database.pool.query('SELECT FROM push_subscriptions WHERE session_id = ANY($1)', [
    [ana.sessionId, phone.sessionId],
  ])
  expect(rowCount).toBe(0)
})

test('its row goes with the session’s revocation, and all of a person’s with the account', async () => {
  const { pool } = database
  const left = async () => {
    const { rows } = await pool.query<{ session_id: string }>(
      'SELECT session_id FROM push_subscriptions WHERE session_id = ANY($1) ORDER BY 1',
      [[ana.sessionId, phone.sessionId, tablet.sessionId]],
    )
    return rows.map((row) => row.session_id)
  }
  const [phone, tablet] = [await signedIn(ana.userId), await signedIn(ana.userId)]
  for (const one of [ana, phone, tablet]) await subscriptions().put(one, target())
  expect(await subscriptions().list(ana.userId)).toHaveLength(3)
  await sessions().revoke(ana.userId, ana.sessionId)
  expect(await left()).toEqual([phone.sessionId, tablet.sessionId])
  expect(await subscriptions().list(ana.userId)).toMatchObject([{ device: 'A test' }, { device: 'A test' }])
  await databaseLeaving(pool).retire(ana.userId, false)
  expect(await left()).toEqual([])
})

test('the first one of a person begins with what is said from now on, a further one changes nothing', async () => {
  const { pool } = database
  const stage: ConversationStage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
  const { id, owner, second } = await makeGroup(stage, 2)
  await say(stage, owner, id, 'Old')
  const toWeigh = async () =>
    (await databaseNotifications(pool).toWeigh(second)).flatMap(({ messages }) => messages.map(({ seq }) => seq))
  await subscriptions().put(await signedIn(second), target())
  expect(await toWeigh()).toEqual([])
  const seq = await say(stage, owner, id, 'New')
  expect(await toWeigh()).toEqual([seq])
  await subscriptions().put(await signedIn(second), target())
  expect(await toWeigh()).toEqual([seq])
})

test('what was weighed is weighed once, by who was first', async () => {
  const { pool } = database
  const stage: ConversationStage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
  const { id, owner, second } = await makeGroup(stage, 2)
  await say(stage, owner, id)
  const notifications = databaseNotifications(pool)
  const [one] = await notifications.toWeigh(second)
  expect(one).toMatchObject({ conversationId: id, from: 0, to: 2 })
  await say(stage, owner, id)
  const weighed = [{ conversationId: id, from: 0, to: 2, tell: false }]
  await notifications.weighed(second, weighed)
  await notifications.weighed(second, [{ conversationId: id, from: 0, to: 3, tell: false }])
  expect(await notifications.toWeigh(second)).toMatchObject([{ from: 2, to: 3, messages: [{ seq: 3 }] }])
})
