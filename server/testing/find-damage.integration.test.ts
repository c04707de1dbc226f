import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseConversations } from '@/server/infrastructure/database/conversations'
import { databaseMessageLog } from '@/server/infrastructure/database/message-log'
import { bringToDatabase } from './bring'
import { makeGroup } from './conversation-stage'
import { createTestDatabase, type TestDatabase } from './database'
import { findDamage } from './find-damage'
import { insertUser } from './insert-user'
import { send, WAVEFORM } from './sending-stage'

let database: TestDatabase
let client: PoolClient

/** Seq 2: a picture that mentions somebody, liked, pinned and starred; 3: a voice that answers it; 4: deleted; 5: a forward. */
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  const stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
  const { id, owner, second } = await makeGroup(stage, 2)
  const places = [{ conversationId: id }]
  const picture = await bringToDatabase(pool, owner, { kind: 'image', preview: true })
  const voice = await bringToDatabase(pool, second, { kind: 'voice' })
  await bringToDatabase(pool, second, { kind: 'file', state: 'coming' })
  await send(stage, {
    ...{ senderId: owner, places: [...places, { userId: second }], text: 'Look, @second', mentions: [second] },
    attachments: [{ uploadId: picture, kind: 'image', name: 'peak.jpg' }],
  })
  await send(stage, {
    ...{ senderId: second, kind: 'voice', places: [{ conversationId: id, replyTo: 2 }] },
    attachments: [{ uploadId: voice, kind: 'voice', name: '', waveform: WAVEFORM }],
  })
  await send(stage, { senderId: owner, places, text: 'Soon gone' })
  await send(stage, { senderId: second, places, forward: { conversationId: id, seq: 2 } })
  await stage.messages.change(owner, id, 4, { kind: 'message:deleted' })
  await stage.messages.change(second, id, 2, { kind: 'message:reacted', emoji: '👍' })
  await stage.messages.change(second, id, 2, { kind: 'message:pinned', pinned: true })
  await stage.messages.setOwn(second, { conversationId: id, seqs: [2], starred: true })
  client = await pool.connect()
})
afterAll(async () => {
  client.release()
  await database.drop()
})

const at = (seq: number) => `conversation_id = (SELECT id FROM conversations WHERE kind = 'group') AND seq = ${seq}`
const message = (seq: number) => `id = (SELECT message_id FROM placements WHERE ${at(seq)})`

const BREAKS: readonly (readonly [rule: string, statement: string])[] = [
  ['nobody has begun to write where they say nothing', `UPDATE members SET draft = '{}', away = true`],
  ['a message has as many attachments as it says', `UPDATE messages SET attached = 2 WHERE ${message(2)}`],
  ['a message has as many attachments as it says', `UPDATE attachments SET position = 3`],
  ['a message has as many attachments as it says', `DELETE FROM attachments`],
  ['a message that isn’t text is one attachment', `UPDATE messages SET kind = 'sticker' WHERE ${message(3)}`],
  ['a message that isn’t text is one attachment', `UPDATE messages SET text = 'Words' WHERE ${message(3)}`],
  ['a message is searched by what it says', `UPDATE messages SET search = ' Words' WHERE ${message(2)}`],
  ['a message that isn’t deleted says or carries', `UPDATE messages SET text = '', attached = 0 WHERE ${message(2)}`],
  [
    'a message that is deleted everywhere carries nothing',
    `UPDATE messages SET forwarded_from = sender_id WHERE ${message(4)}`,
  ],
  ['a message that is deleted everywhere carries nothing', `UPDATE placements SET mentions = '{1}' WHERE ${at(4)}`],
  ['where a message is deleted nobody reacts', `UPDATE placements SET content = 1 WHERE ${at(4)}`],
  ['where a message is deleted nobody reacts', `UPDATE placements SET deleted_by = sender_id WHERE ${at(2)}`],
  ['a message is deleted where the log says so', `UPDATE placements SET deleted_by = NULL WHERE ${at(4)}`],
  ['a message is deleted where the log says so', `UPDATE placements SET deleted_by = sender_id WHERE ${at(3)}`],
  ['only those are mentioned who ever were', `UPDATE placements SET mentions = '{999999999}' WHERE ${at(2)}`],
  ['only those are mentioned who ever were', `UPDATE placements SET mentions = mentions || mentions WHERE ${at(2)}`],
  ['a pin has who and when', `UPDATE placements SET pinned_at = NULL WHERE ${at(2)}`],
  ['a pin has who and when', `UPDATE placements SET pinned_by = sender_id, pinned_at = now() WHERE ${at(3)}`],
  ['an answer is to what was posted before', `UPDATE placements SET reply_to = 5 WHERE ${at(3)}`],
  [
    'people mark only what they may see',
    `UPDATE members SET intervals = '{[3,)}' WHERE conversation_id IN (SELECT conversation_id FROM own_marks)`,
  ],
  ['people mark only what they may see', `UPDATE members SET own_version = 0`],
  [
    'a chat of two is of the two',
    `DELETE FROM members WHERE conversation_id = (SELECT id FROM conversations WHERE kind = 'direct')`,
  ],
  ['a finished upload is something', `UPDATE uploads SET finished_at = now()`],
  ['a finished upload is something', `UPDATE uploads SET blob_id = NULL`],
  ['who said first what is forwarded', `UPDATE messages SET forwarded_from = 999999999 WHERE ${message(5)}`],
  [
    'bytes that nothing refers to',
    `INSERT INTO blobs (id, size, type, created_at) VALUES ('lost', 1, '', now() - interval '2 hours')`,
  ],
  ['what is shown of a link was told in each place', `UPDATE messages SET preview_id = 1 WHERE ${message(2)}`],
  ['what is written with each message refers', `UPDATE messages SET sender_id = 999999999 WHERE ${message(2)}`],
  ['what is written with each message refers', `UPDATE placements SET message_id = 999999999 WHERE ${at(2)}`],
  ['what is written with each message refers', `UPDATE placements SET conversation_id = 999999999 WHERE ${at(2)}`],
  ['what is written with each message refers', `UPDATE log SET conversation_id = 999999999 WHERE ${at(2)}`],
  [
    'what is written with each message refers',
    `INSERT INTO mark_moves VALUES (999999999, (SELECT min(id) FROM users), 'seen', 1, 2, now())`,
  ],
  [
    'a browser shows what was said where its person was',
    `WITH z AS (INSERT INTO sessions (user_id, device) SELECT user_id, 'A browser' FROM members LIMIT 1 RETURNING id)
    INSERT INTO push_shown (session_id, conversation_id, seq, telling) SELECT z.id, c.id, c.last_seq + 1, false FROM z, conversations c`,
  ],
  ['a message knows how many places it has', `UPDATE messages SET placed = 1`],
]

test('a database that keeps the promises has no damage', async () => {
  expect(await findDamage(database.pool)).toEqual([])
})

test.each(BREAKS)('%s …: broken by %s', async (rule, statement) => {
  await client.query('BEGIN')
  try {
    // Nothing that the database would refuse by itself is tried: its own rules are off meanwhile.
    await client.query('SET LOCAL session_replication_role = replica')
    const { rowCount } = await client.query(statement)
    expect(rowCount).toBeGreaterThan(0)
    const damage = await findDamage(client)
    expect(damage.filter((sentence) => sentence.includes(`: ${rule}`))).toHaveLength(1)
  } finally {
    await client.query('ROLLBACK')
  }
})
