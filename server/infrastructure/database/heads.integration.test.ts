import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '@/server/domain/heads'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { headsUnlike } from './message-log/heads'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const ENDED = (receiptsShown: boolean) => `'{"shared": {"receiptsShown": ${receiptsShown}}}'`

// Each of two conversations alike: what changes in both must not look like nothing.
const CHANGES = [
  'conversations SET last_seq = last_seq + 1',
  'members SET receipt_delivered = 1',
  'members SET receipt_seen = 1',
  'conversations SET receipts_shown = false',
  'conversations SET receipts_shown = true',
  'members SET state_version = state_version + 1',
  `members SET active = false, ended = ${ENDED(true)}`,
  `members SET intervals = '{[1,2)}'`,
  `members SET ended = ${ENDED(false)}`,
  `members SET ended = ${ENDED(true)}`,
  `members SET active = true, ended = NULL, intervals = '{[1,)}'`,
  'members SET away = true',
]

test('whatever changes of heads is told whom it was told to before', async () => {
  const { pool } = database
  const owner = await insertUser(pool)
  const conversations = databaseConversations(pool)
  for (let n = 0; n < 2; n++) {
    const group = { name: 'Hiking', userIds: [await insertUser(pool)], pictureId: null, maxMembers: 50 }
    await conversations.createGroup(owner, group)
  }
  const heads = headsUnlike(pool)
  let digest = ''
  const told = async () => {
    const own = (await heads(new Map([[owner, digest]]))).get(owner)
    if (own) digest = digestOf(own.heads, own.privateVersion)
    return own !== undefined
  }
  expect([await told(), await told()]).toEqual([true, false])
  for (const change of [...CHANGES, 'users SET private_version = private_version + 1']) {
    await pool.query(`UPDATE ${change}`)
    expect([change, await told(), await told()]).toEqual([change, true, false])
  }
})
