import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { describeStickers } from '@/server/application/stickers.contract'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseStickers } from './stickers'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function bring(userId: string, kind: 'sticker' | 'file', blobId: string): Promise<string> {
  const id = randomBytes(16).toString('hex')
  await database.pool.query(`INSERT INTO blobs (id, size, type) VALUES ($1, 1000, 'image/webp')`, [blobId])
  await database.pool.query(
    `INSERT INTO uploads (id, user_id, purpose, kind, size, finished_at, blob_id, width, height)
    VALUES ($1, $2, 'sticker', $3, 1000, now(), $4, 300, 200)`,
    [id, userId, kind, blobId],
  )
  return id
}

/** A message with the sticker, at the next seq of their direct chat. */
async function show(stickerId: string, by: string, to: string): Promise<void> {
  const { conversationId } = await databaseConversations(database.pool).openDirect(by, to)
  await database.pool.query(
    `WITH next AS (
      UPDATE conversations SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq AS seq
    ), said AS (
      INSERT INTO messages (sender_id, client_id, kind, text, attached, created_at, sent_at)
      VALUES ($2, $3, 'sticker', '', 1, now(), now()) RETURNING id
    ), carried AS (
      INSERT INTO attachments (message_id, position, kind, blob_id, sticker_id)
      SELECT said.id, 0, 'sticker', s.blob_id, s.id FROM said, stickers s WHERE s.id = $4
    ), logged AS (
      INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
      SELECT $1, next.seq, 'message:posted', $2, said.id, now() FROM said, next
    )
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
    SELECT $1, next.seq, said.id, $2, next.seq FROM said, next`,
    [conversationId, by, randomUUID(), stickerId],
  )
}

describeStickers('Postgres', async () => {
  const { pool } = database
  await pool.query('TRUNCATE users, blobs, sticker_packs RESTART IDENTITY CASCADE')
  return { stickers: databaseStickers(pool), newUser: () => insertUser(pool), bring, show }
})
