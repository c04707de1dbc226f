import { afterAll, beforeAll, expect } from 'vitest'
import { describeRetention } from '@/server/application/retention.contract'
import { bringToDatabase } from '@/server/testing/bring'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findDamage } from '@/server/testing/find-damage'
import { insertUser } from '@/server/testing/insert-user'
import { retainInDatabase } from '@/server/testing/retain'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'
import { databaseSearch } from './search'
import { databaseStickers } from './stickers'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  const damage = await findDamage(database.pool)
  await database.drop()
  // Bytes that are to be let go of at once have no store here.
  expect(damage.filter((one) => !one.includes('bytes that nothing refers to'))).toEqual([])
})

describeRetention('Postgres', async () => {
  const { pool } = database
  return {
    ...retainInDatabase(pool),
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    search: databaseSearch(pool),
    stickers: databaseStickers(pool),
    newUser: () => insertUser(pool),
    bring: (userId, upload) => bringToDatabase(pool, userId, upload),
  }
})
