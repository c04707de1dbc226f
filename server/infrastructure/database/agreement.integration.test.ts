import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserId } from '@/contracts/ids'
import { askFirstInDatabase, askFirstInMemory } from '@/server/testing/ask-first'
import { bringToDatabase, bringToMemory } from '@/server/testing/bring'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { expireInDatabase, expireInMemory } from '@/server/testing/expire'
import { findDamage } from '@/server/testing/find-damage'
import { insertUser } from '@/server/testing/insert-user'
import { operations, PEOPLE, Play } from '@/server/testing/log-operations'
import { retainInDatabase, retainInMemory } from '@/server/testing/retain'
import type { BroughtUpload } from '@/server/testing/sending-stage'
import { memoryBlocks } from '../memory/blocks'
import { createMemoryConversations } from '../memory/conversations'
import { createMemoryLinkPreviews } from '../memory/link-previews'
import { addUser, createMemoryWorld } from '../memory/memory-world'
import { createMemoryMessageLog } from '../memory/message-log'
import { memoryRequests } from '../memory/requests'
import { createMemorySearch } from '../memory/search'
import { memoryStickers } from '../memory/stickers'
import { databaseBlocks } from './blocks'
import { databaseConversations } from './conversations'
import { databaseErasing } from './erasing'
import { databaseLinkPreviews } from './link-previews'
import { databaseMessageLog } from './message-log'
import { databaseRequests } from './requests'
import { databaseSearch } from './search'
import { databaseStickers } from './stickers'

const RUNS = 60
/** It is long, and no test of speed. */
const PATIENCE_MS = 300_000

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function openBoth() {
  const { pool } = database
  const people: string[] = []
  for (let i = 0; i < PEOPLE; i++) people.push(await insertUser(pool))
  const newUser = () => Promise.reject(new Error('Everybody is here.'))
  const world = createMemoryWorld()
  for (const id of people) {
    // As insertUser writes them, but for the user name, which is random.
    addUser(world, { id, userName: '', fullName: 'Somebody', about: '', pictureId: null, version: 1 })
  }
  const fake = {
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    stickers: memoryStickers(world),
    linkPreviews: createMemoryLinkPreviews(world),
    search: createMemorySearch(world),
    expire: expireInMemory(world),
    ...retainInMemory(world),
    blocks: memoryBlocks(world),
    requests: memoryRequests(world),
    askFirst: askFirstInMemory(world),
    bring: async (userId: UserId, upload: BroughtUpload) => bringToMemory(world, userId, upload),
    newUser,
  }
  const real = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    stickers: databaseStickers(pool),
    linkPreviews: databaseLinkPreviews(pool),
    search: databaseSearch(pool),
    expire: expireInDatabase(pool),
    ...retainInDatabase(pool),
    blocks: databaseBlocks(pool),
    requests: databaseRequests(pool),
    askFirst: askFirstInDatabase(pool),
    bring: (userId: UserId, upload: BroughtUpload) => bringToDatabase(pool, userId, upload),
    newUser,
  }
  return {
    people,
    fake: await new Play(fake, people).bringThings(),
    real: await new Play(real, people).bringThings(),
  }
}

/** Who has left is told of receipts by their time: operations in one millisecond would be in no order. */
function nextMillisecond(): void {
  const now = Date.now()
  while (Date.now() === now);
}

/** What nobody sees is really erased here, and hidden in the fake: it makes no difference to anybody. */
async function eraseAll(): Promise<void> {
  const erasing = databaseErasing(database.pool)
  for (const id of await erasing.due(100)) while ((await erasing.erase(id)).more);
}

const withoutUserNames = (text: string) => text.replaceAll(/"userName": ".*"/g, '"userName"')

test(
  'the fake and Postgres agree on whatever is done',
  async () => {
    await fc.assert(
      fc.asyncProperty(operations, async (list) => {
        const { fake, real } = await openBoth()
        for (const operation of list) {
          nextMillisecond()
          const [expected, actual] = [await fake.run(operation), await real.run(operation)]
          expect(withoutUserNames(actual)).toBe(withoutUserNames(expected))
          if (operation.do === 'clear') await eraseAll()
        }
        expect(withoutUserNames(await real.everything())).toBe(withoutUserNames(await fake.everything()))
      }),
      { numRuns: RUNS },
    )
    expect(await findDamage(database.pool)).toEqual([])
  },
  PATIENCE_MS,
)

const COUNT = `
  SELECT count(*)::int AS unread,
    count(*) FILTER (WHERE m.active AND p.deleted_by IS NULL AND CASE WHEN unseen.edits = 0 THEN m.user_id = ANY(p.mentions)
      ELSE p.mentions_before -> (t.version - unseen.edits)::text @> to_jsonb(m.user_id) END)::int AS mentions
  FROM placements p
  JOIN messages t ON t.id = p.message_id JOIN conversations c ON c.id = p.conversation_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS edits FROM log e WHERE c.kind = 'direct' AND e.conversation_id = c.id AND e.target_seq = p.seq
      AND e.kind = 'message:edited' AND e.seq > coalesce((
        SELECT max(s.seq) FROM log s JOIN members v ON v.conversation_id = c.id AND v.user_id = $1 AND v.intervals @> s.seq
        WHERE s.conversation_id = c.id AND s.target_seq = p.seq AND s.kind = 'message:edited'), 0)
  ) unseen
  JOIN members m ON m.conversation_id = p.conversation_id AND m.user_id = $1
  WHERE p.conversation_id = $2 AND p.sender_id <> $1 AND p.seq > m.read AND p.seq > m.cleared_to
    AND m.intervals @> p.seq AND NOT EXISTS (SELECT FROM own_marks o
      WHERE o.user_id = $1 AND o.conversation_id = $2 AND o.seq = p.seq AND o.hidden)`

test(
  'unread counts equal counting in the database',
  async () => {
    await fc.assert(
      fc.asyncProperty(operations, async (list) => {
        const { real } = await openBoth()
        for (const operation of list) await real.run(operation)
        for (const { userId, conversationId, unread, mentions } of await real.unread()) {
          const { rows } = await database.pool.query<object>(COUNT, [userId, conversationId])
          expect({ unread, mentions }).toEqual(rows[0])
        }
      }),
      { numRuns: RUNS / 2 },
    )
  },
  PATIENCE_MS,
)
