import { afterAll, beforeAll } from 'vitest'
import { describeApartChanges } from '@/server/application/apart-changes.contract'
import { describeBlocks } from '@/server/application/blocks.contract'
import { describeBoundedSends } from '@/server/application/bounded-sends.contract'
import { describeClearing } from '@/server/application/clearing.contract'
import { describeConversations } from '@/server/application/conversations.contract'
import { describeDisappearing } from '@/server/application/disappearing.contract'
import { describeEnding } from '@/server/application/ending.contract'
import { describeFirstEntries } from '@/server/application/first-entries.contract'
import { describeGroupReceipts } from '@/server/application/group-receipts.contract'
import { describeInvitations } from '@/server/application/invitations.contract'
import { describeMentions } from '@/server/application/mentions.contract'
import { describeMessageChanges } from '@/server/application/message-changes.contract'
import { describeMessageLog } from '@/server/application/message-log.contract'
import { describeOwnMarks } from '@/server/application/own-marks.contract'
import { describePins } from '@/server/application/pins.contract'
import { describePlacing } from '@/server/application/placing.contract'
import { describeRequests } from '@/server/application/requests.contract'
import { askFirstInDatabase } from '@/server/testing/ask-first'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { expireInDatabase } from '@/server/testing/expire'
import { insertUser } from '@/server/testing/insert-user'
import { databaseBlocks } from './blocks'
import { databaseConversations } from './conversations'
import { databaseLinkPreviews } from './link-previews'
import { databaseMessageLog } from './message-log'
import { databaseRequests } from './requests'
import { databaseSearch } from './search'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function open({ shared = false } = {}) {
  const { pool } = database
  return {
    messages: databaseMessageLog(pool, shared ? { lanes: pool } : {}),
    conversations: databaseConversations(pool),
    blocks: databaseBlocks(pool),
    linkPreviews: databaseLinkPreviews(pool),
    requests: databaseRequests(pool),
    search: databaseSearch(pool),
    askFirst: askFirstInDatabase(pool),
    newUser: () => insertUser(pool),
    expire: expireInDatabase(pool),
  }
}

describeMessageLog('Postgres', open)
describeMessageLog('Postgres, sharing commits', () => open({ shared: true }))
describeBoundedSends('Postgres', open)
describeBoundedSends('Postgres, sharing commits', () => open({ shared: true }))
describeMessageChanges('Postgres', open)
describeOwnMarks('Postgres', open)
describePins('Postgres', open)
describeMentions('Postgres', open)
describePlacing('Postgres', open)
describeConversations('Postgres', open)
describeClearing('Postgres', open)
describeDisappearing('Postgres', open)
describeEnding('Postgres', open)
describeFirstEntries('Postgres', open)
describeGroupReceipts('Postgres', open)
describeBlocks('Postgres', open)
describeApartChanges('Postgres', open)
describeRequests('Postgres', open)
describeInvitations('Postgres', open)
