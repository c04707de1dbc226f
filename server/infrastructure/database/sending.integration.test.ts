import { afterAll, beforeAll, describe } from 'vitest'
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

describe.each(['by themselves', 'sharing commits'])('sends that are stored %s', (how) => {
  describeSending('Postgres', () => open(how === 'sharing commits'))
})

async function open(shared: boolean) {
  const { pool } = database
  return {
    messages: databaseMessageLog(pool, shared ? { lanes: pool } : {}),
    conversations: databaseConversations(pool),
    stickers: databaseStickers(pool),
    newUser: () => insertUser(pool),
    bring: bringToDatabase.bind(null, pool),
  }
}
