import { afterAll, beforeAll } from 'vitest'
import { describeAdmin } from '@/server/application/admin.contract'
import { describeContacts } from '@/server/application/contacts.contract'
import { describePictures } from '@/server/application/pictures.contract'
import { describePrivacy } from '@/server/application/privacy.contract'
import { describePushSubscriptions } from '@/server/application/push-subscriptions.contract'
import { describeReports } from '@/server/application/reports.contract'
import { describeSessions } from '@/server/application/sessions.contract'
import { describeUsers } from '@/server/application/users.contract'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { databaseAdmin } from './admin'
import { databaseContacts } from './contacts'
import { databasePictures } from './pictures'
import { databasePrivacy } from './privacy'
import { databasePushSubscriptions } from './push-subscriptions'
import { databaseReports } from './reports'
import { databaseSessions } from './sessions'
import { databaseUsers } from './users'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function open() {
  const { prisma, pool } = database
  await pool.query('TRUNCATE users, pictures, server_settings RESTART IDENTITY CASCADE')
  return {
    users: databaseUsers(prisma, pool),
    sessions: databaseSessions(database),
    contacts: databaseContacts(prisma),
    pictures: databasePictures(prisma),
    admin: databaseAdmin(prisma),
    reports: databaseReports(pool),
    privacy: databasePrivacy(pool),
    pushSubscriptions: databasePushSubscriptions(pool),
    async block(userId: string, blockedId: string) {
      await pool.query('INSERT INTO blocks (user_id, blocked_id) VALUES ($1, $2)', [userId, blockedId])
    },
    // The adapters go by the clock: time passes by moving what was noted into the past.
    async passTime(ms: number) {
      await pool.query(`UPDATE sessions SET last_active_at = last_active_at - $1 * interval '1 millisecond'`, [ms])
      await pool.query(`UPDATE invites SET expires_at = expires_at - $1 * interval '1 millisecond'`, [ms])
    },
  }
}

describeUsers('Postgres', open)
describeSessions('Postgres', open)
describeContacts('Postgres', open)
describePictures('Postgres', open)
describeAdmin('Postgres', open)
describeReports('Postgres', open)
describePrivacy('Postgres', open)
describePushSubscriptions('Postgres', open)
