import { afterAll, beforeAll, expect, test } from 'vitest'
import { hold, untilBlocked } from '@/server/testing/blocked'
import { bringToDatabase } from '@/server/testing/bring'
import { type ConversationStage, makeGroup } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { draft, outcome, send } from '@/server/testing/sending-stage'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

let database: TestDatabase
let stage: ConversationStage
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
})
afterAll(() => database.drop())

test('two who send to each other at the same instant have one chat, opened once', async () => {
  const [ana, bea] = [await stage.newUser(), await stage.newUser()]
  const barrier = await hold(database.pool, `INSERT INTO conversations (kind, pair_key) VALUES ('direct', $1)`, [
    `${ana}:${bea}`,
  ])
  const sending = [
    stage.messages.send([draft({ senderId: ana, places: [{ userId: bea }], text: 'Hello' })]),
    stage.messages.send([draft({ senderId: bea, places: [{ userId: ana }], text: 'Hello' })]),
  ]
  await untilBlocked(database.pool, 2)
  await barrier.undo()
  const results = (await Promise.all(sending)).flat()
  const places = results.flatMap((result) => (result.ok ? result.sent.places : []))
  expect(new Set(places.map(({ conversationId }) => conversationId)).size).toBe(1)
  expect(places.map(({ seq }) => seq).sort()).toEqual([2, 3])
  expect(results.flatMap((result) => (result.ok ? (result.committed?.opened ?? []) : []))).toHaveLength(1)
})

test('lists that open the same chats in opposite orders do not wait for each other for ever', async () => {
  const [ana, bea, carl] = [await stage.newUser(), await stage.newUser(), await stage.newUser()]
  const barrier = await hold(database.pool, `INSERT INTO conversations (kind, pair_key) VALUES ('direct', $1)`, [
    `${ana}:${bea}`,
  ])
  const to = (...userIds: string[]) => userIds.map((userId) => ({ userId }))
  const sending = [to(bea, carl), to(carl, bea)].map((places) =>
    stage.messages.send([draft({ senderId: ana, places, text: 'Hello' })]),
  )
  await untilBlocked(database.pool, 2)
  await barrier.undo()
  const results = (await Promise.all(sending)).flat()
  const seqs = results.flatMap((result) => (result.ok ? result.sent.places.map(({ seq }) => seq) : []))
  expect(seqs.sort()).toEqual([2, 2, 3, 3])
})

test('a forward whose source goes away with its files while it waits finds nothing to forward', async () => {
  const { id, owner, second } = await makeGroup(stage, 2)
  const uploadId = await bringToDatabase(database.pool, owner, { kind: 'file' })
  const places = [{ conversationId: id }]
  await send(stage, { senderId: owner, places, attachments: [{ uploadId, kind: 'file', name: '' }] })
  const deletion = await hold(
    database.pool,
    `WITH brought AS (DELETE FROM uploads WHERE id = $1 RETURNING blob_id), attached AS (
      DELETE FROM attachments a USING brought WHERE a.blob_id = brought.blob_id
    ), deleted AS (
      UPDATE placements SET deleted_by = $3 WHERE conversation_id = $2 AND seq = 2
    ), emptied AS (
      UPDATE messages SET attached = 0 WHERE sender_id = $3
    ) DELETE FROM blobs b USING brought WHERE b.id = brought.blob_id`,
    [uploadId, id, owner],
  )
  const forwarding = outcome(stage, { senderId: second, places, forward: { conversationId: id, seq: 2 } })
  await untilBlocked(database.pool, 1)
  await deletion.release()
  expect(await forwarding).toBe('not_found')
})
