import { afterAll, beforeAll } from 'vitest'
import { describeSending } from '@/server/application/sending.contract'
import { bringToDatabase } from '@/server/testing/bring'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'
import { databaseStickers } from './stickers'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describeSending('Postgres', async () => {
  const { pool } = database
  return {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    stickers: databaseStickers(pool),
    newUser: () => insertUser(pool),
    bring: (userId, upload) => bringToDatabase(pool, userId, upload),
  }
})
