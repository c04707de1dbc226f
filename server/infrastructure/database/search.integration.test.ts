import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeSearch } from '@/server/application/search.contract'
import { readQuery } from '@/server/domain/search/search-query'
import { searchText } from '@/server/domain/search/search-text'
import { bringToDatabase } from '@/server/testing/bring'
import { makeGroup, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import type { BroughtUpload } from '@/server/testing/sending-stage'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'
import { databaseSearch } from './search'
import { statementOf } from './search/plans'
import { questionOf } from './search/question'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function open() {
  const { pool } = database
  return {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    search: databaseSearch(pool),
    bring: (userId: string, upload: BroughtUpload) => bringToDatabase(pool, userId, upload),
    newUser: () => insertUser(pool),
  }
}

describeSearch('Postgres', open)

const letters = fc.constantFrom(...'aÄßÉıİÅﬁ½ Σςж Ё日タガ한🎉❤️שּ َ_-.!“\n\t—０Ａ'.split(/(?:)/u))

test('a text is folded by Postgres as by the domain', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: letters, minLength: 1, maxLength: 30 }), async (text) => {
      const { rows } = await database.pool.query('SELECT search_text($1) AS folded', [text])
      expect(rows[0].folded).toBe(searchText(text))
    }),
    { numRuns: 300 },
  )
})

test('every way finds the same, and hides what I hid', async () => {
  const stage = await open()
  const { id, owner, second } = await makeGroup(stage, 3)
  const seqs: number[] = []
  for (let i = 0; i < 30; i++) seqs.push(await say(stage, owner, id, i % 3 ? `common ${i}` : `rare common ${i}`))
  const hidden = seqs[0] ?? 0
  await database.pool.query(
    `INSERT INTO own_marks (user_id, conversation_id, seq, hidden, version) VALUES ($1, $2, $3, true, 2)`,
    [second, id, hidden],
  )
  for (const conversationId of [id, undefined]) {
    const ways = conversationId ? (['index', 'scope'] as const) : (['index', 'scope', 'walk'] as const)
    const input = { query: 'rare', limit: 20, ...(conversationId && { conversationId }) }
    const question = questionOf(second, input, readQuery('rare'))
    for (const way of ways) {
      const { rows } = await database.pool.query<{ seq: number }>(statementOf(question, way), [...question.values])
      expect(rows.map(({ seq }) => seq)).toEqual(seqs.filter((seq, i) => i % 3 === 0 && seq !== hidden).reverse())
    }
  }
})

test('galleries hold what has such content, newest first', async () => {
  const stage = await open()
  const { id, owner, second } = await makeGroup(stage, 3)
  const seqs: number[] = []
  for (const content of [1, 2, 9, 0]) {
    const seq = await say(stage, owner, id, 'with something')
    await database.pool.query('UPDATE placements SET content = $3 WHERE conversation_id = $1 AND seq = $2', [
      id,
      seq,
      content,
    ])
    seqs.push(seq)
  }
  const gallery = (kind: 'media' | 'link', cursor?: number) =>
    stage.search.gallery(second, { conversationId: id, kind, limit: 10, ...(cursor && { cursor }) })
  expect(await gallery('media')).toEqual([seqs[2], seqs[0]])
  expect(await gallery('media', seqs[2])).toEqual([seqs[0]])
  expect(await gallery('link')).toEqual([seqs[2]])
  const found = await stage.search.messages(second, { query: 'with', kind: 'link', limit: 10 })
  expect(found.hits.map(({ seq, content }) => [seq, content])).toEqual([[seqs[2], ['media', 'link']]])
})
