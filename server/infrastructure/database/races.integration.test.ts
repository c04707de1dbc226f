import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MessageChange } from '@/server/domain/change-message'
import { hold, holdConversation, untilBlocked } from '@/server/testing/blocked'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
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

const logOf = async (userId: string, conversationId: string) =>
  (await stage.messages.page(userId, { conversationId, limit: 100 })).events

describe('sends that race', () => {
  test('a send that waited for a removal is refused, and takes no seq', async () => {
    const { id, owner, second } = await makeGroup(stage, 3)
    const lock = await holdConversation(database.pool, id)
    const removal = stage.conversations.removeMember(owner, id, second)
    await untilBlocked(database.pool, 1)
    const sending = say(stage, second, id).catch((error) => error.code)
    await untilBlocked(database.pool, 2)
    await lock.release()
    await removal
    expect(await sending).toBe('not_allowed')
    expect((await logOf(owner, id)).map(({ kind }) => kind)).toEqual(['conversation:created', 'member:left'])
  })

  test('a send that a removal waited for is kept, and the removed one sees it', async () => {
    const { id, owner, second } = await makeGroup(stage, 3)
    const lock = await holdConversation(database.pool, id)
    const sending = say(stage, second, id)
    await untilBlocked(database.pool, 1)
    const removal = stage.conversations.removeMember(owner, id, second)
    await untilBlocked(database.pool, 2)
    await lock.release()
    await removal
    expect(await sending).toBe(2)
    expect((await logOf(second, id)).map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test('a retry beside its first attempt is one message', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const message = newMessage(owner, id)
    const lock = await holdConversation(database.pool, id)
    const attempts = [stage.messages.send([message]), stage.messages.send([message])]
    await untilBlocked(database.pool, 2)
    await lock.release()
    const results = (await Promise.all(attempts)).flat()
    expect(results.filter((result) => result.ok && result.committed)).toHaveLength(1)
    expect(new Set(results.map((result) => result.ok && result.sent.messageId)).size).toBe(1)
    expect(await say(stage, owner, id)).toBe(3)
  })

  test('the same clientId to two conversations at once is one message: the second finds the first', async () => {
    const { id, owner, second } = await makeGroup(stage, 2)
    const { conversationId: direct } = await stage.conversations.openDirect(owner, second)
    const message = newMessage(owner, id)
    const first = await hold(
      database.pool,
      `WITH stored AS (
        INSERT INTO messages (sender_id, client_id, text, created_at, sent_at) VALUES ($1, $2, 'Hello', now(), now())
        RETURNING id
      ), logged AS (
        INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
        SELECT $3, 2, 'message:posted', $1, id, now() FROM stored
      ), moved AS (UPDATE conversations SET last_seq = 2 WHERE id = $3)
      INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
      SELECT $3, 2, id, $1, 2 FROM stored`,
      [owner, message.clientId, direct],
    )
    const sending = stage.messages.send([message])
    await untilBlocked(database.pool, 1)
    await first.release()
    expect(await sending).toMatchObject([{ ok: true, sent: { places: [{ conversationId: direct, seq: 2 }] } }])
    expect(await say(stage, owner, id)).toBe(2)
  })

  test('lists that name the same conversations in opposite orders do not wait for each other for ever', async () => {
    const [one, other] = [await makeGroup(stage, 2), await makeGroup(stage, 2)]
    const list = (ids: string[]) => ids.map((id) => newMessage(id === one.id ? one.owner : other.owner, id))
    const lock = await holdConversation(database.pool, one.id)
    const sends = [stage.messages.send(list([one.id, other.id])), stage.messages.send(list([other.id, one.id]))]
    await untilBlocked(database.pool, 2)
    await lock.release()
    const results = (await Promise.all(sends)).flat()
    expect(results.map((result) => result.ok && result.sent.places[0]?.seq).sort()).toEqual([2, 2, 3, 3])
  })

  test('sentAt goes up with seq, from however many connections', async () => {
    const { id, owner, second } = await makeGroup(stage, 2)
    const senders = Array.from({ length: 40 }, (_, i) => (i % 2 ? owner : second))
    const seqs = await Promise.all(senders.map((sender) => say(stage, sender, id)))
    expect([...seqs].sort((a, b) => a - b)).toEqual(senders.map((_, i) => i + 2))
    const times = (await logOf(owner, id)).slice(1).map(({ at }) => at)
    expect(times).toEqual([...times].sort())
  })

  test('sentAt waits for a clock that was set back', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const ahead = '2999-01-01T00:00:00.000Z'
    await database.pool.query('UPDATE conversations SET last_sent_at = $2 WHERE id = $1', [id, ahead])
    const [result] = await stage.messages.send([newMessage(owner, id)])
    expect(result).toMatchObject({ sent: { sentAt: ahead } })
  })

  test('what the database can not hold fails alone', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const results = await stage.messages.send([
      newMessage(owner, id),
      newMessage(owner, id, 'a\0b'),
      { ...newMessage(owner, id), clientId: 'no uuid' },
      newMessage(owner, id),
    ])
    expect(results.map((result) => (result.ok ? result.sent.places[0]?.seq : result.error.code))).toEqual([
      2,
      'invalid',
      'invalid',
      3,
    ])
  })
})

describe('changes of messages that race', () => {
  const change = (userId: string, id: string, seq: number, made: MessageChange) =>
    stage.messages.change(userId, id, seq, made).then(
      () => 'done',
      (error) => error.code as string,
    )
  const message = async (userId: string, id: string, seq: number) => {
    const line = (await logOf(userId, id)).find((event) => event.seq === seq)
    return line?.kind === 'message:posted' ? line.message : undefined
  }
  /** Both wait for the conversation's lock, in this order, on connections of their own. */
  async function race(id: string, works: readonly (() => Promise<string>)[]) {
    const lock = await holdConversation(database.pool, id)
    const running: Promise<string>[] = []
    for (const work of works) {
      running.push(work())
      await untilBlocked(database.pool, running.length)
    }
    await lock.release()
    return Promise.all(running)
  }
  const EDIT = { kind: 'message:edited', text: 'Better', mentions: [] } as const
  const DELETE: MessageChange = { kind: 'message:deleted' }
  const REACT: MessageChange = { kind: 'message:reacted', emoji: '👍' }

  test.each([
    ['an edit', EDIT],
    ['a reaction', REACT],
  ])('%s against a deletion leaves a tombstone, whichever comes first', async (_what, made) => {
    for (const deletionFirst of [true, false]) {
      const { id, owner, second } = await makeGroup(stage, 3)
      const seq = await say(stage, owner, id)
      const works = [() => change(second, id, seq, DELETE), () => change(owner, id, seq, made)]
      await stage.conversations.setRole(owner, id, second, 'admin')
      const outcomes = await race(id, deletionFirst ? works : works.reverse())
      expect(outcomes).toEqual(deletionFirst ? ['done', 'gone'] : ['done', 'done'])
      expect(await message(owner, id, seq)).toMatchObject({ text: '', deleted: { by: second }, reactions: [] })
      const { rows } = await database.pool.query(
        `SELECT FROM message_versions v JOIN placements p USING (message_id) WHERE p.conversation_id = $1
        UNION ALL SELECT FROM reactions WHERE conversation_id = $1`,
        [id],
      )
      expect(rows).toHaveLength(0)
    }
  })

  test('an edit that waited for its sender’s removal is refused, and one that came first is kept', async () => {
    for (const removalFirst of [true, false]) {
      const { id, owner, second } = await makeGroup(stage, 3)
      const seq = await say(stage, second, id, 'Said')
      const works = [
        () => stage.conversations.removeMember(owner, id, second).then(() => 'done'),
        () => change(second, id, seq, EDIT),
      ]
      const outcomes = await race(id, removalFirst ? works : works.reverse())
      expect(outcomes).toEqual(['done', removalFirst ? 'not_allowed' : 'done'])
      const text = removalFirst ? 'Said' : 'Better'
      for (const userId of [owner, second]) expect(await message(userId, id, seq)).toMatchObject({ text })
    }
  })

  test('the same change twice at once takes one seq', async () => {
    for (const made of [EDIT, REACT, DELETE]) {
      const { id, owner } = await makeGroup(stage, 2)
      const seq = await say(stage, owner, id)
      const twice = () => change(owner, id, seq, made)
      expect(await race(id, [twice, twice])).toEqual(['done', 'done'])
      expect(await say(stage, owner, id)).toBe(seq + 2)
    }
  })

  test('a message is edited for 48 hours by the database’s clock, and deleted later, too', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id)
    const age = (hours: string) =>
      database.pool.query(
        `UPDATE messages t SET sent_at = now() - $2::interval FROM placements p
        WHERE p.message_id = t.id AND p.conversation_id = $1`,
        [id, hours],
      )
    await age('47 hours 59 minutes')
    expect(await change(owner, id, seq, EDIT)).toBe('done')
    await age('48 hours 1 minute')
    expect(await change(owner, id, seq, { ...EDIT, text: 'Too late' })).toBe('too_late')
    expect(await change(owner, id, seq, EDIT)).toBe('done')
    expect(await change(owner, id, seq, DELETE)).toBe('done')
  })

  test('a wording that the database can not hold is refused, and changes nothing', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id)
    expect(await change(owner, id, seq, { kind: 'message:edited', text: 'a\0b', mentions: [] })).toBe('invalid')
    expect(await say(stage, owner, id)).toBe(seq + 1)
  })
})

describe('conversations that race', () => {
  test('both sides opening the chat at the same instant get the same one', async () => {
    const [one, other] = [await insertUser(database.pool), await insertUser(database.pool)]
    const barrier = await hold(database.pool, `INSERT INTO conversations (kind, pair_key) VALUES ('direct', $1)`, [
      `${one}:${other}`,
    ])
    const opening = [stage.conversations.openDirect(one, other), stage.conversations.openDirect(other, one)]
    await untilBlocked(database.pool, 2)
    await barrier.undo()
    const opened = await Promise.all(opening)
    expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1)
    expect(opened.map(({ created }) => created).sort()).toEqual([false, true])
    expect(opened.flatMap(({ committed }) => committed)).toHaveLength(1)
  })

  test('an owner’s leaving against handing over leaves one owner, whichever comes first', async () => {
    for (const order of [0, 1]) {
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const lock = await holdConversation(database.pool, id)
      const changes = [
        () => stage.conversations.setRole(owner, id, third, 'owner'),
        () => stage.conversations.removeMember(owner, id, owner),
      ]
      const running: Promise<unknown>[] = []
      for (const i of [order, 1 - order]) {
        running.push(changes[i]?.().catch((error) => error.code) ?? Promise.resolve())
        await untilBlocked(database.pool, running.length)
      }
      await lock.release()
      const outcomes = await Promise.all(running)
      const members = (await stage.conversations.members(second, id)).filter(({ active }) => active)
      expect(members.filter(({ role }) => role === 'owner').map(({ userId }) => userId)).toEqual([
        order === 0 ? third : second,
      ])
      expect(outcomes.includes('not_allowed')).toBe(order === 1)
    }
  })

  test('two adding the last that there is room for: one is refused', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const [a, b] = [await insertUser(database.pool), await insertUser(database.pool)]
    const lock = await holdConversation(database.pool, id)
    const adding = [a, b].map((userId) =>
      stage.conversations.addMembers(owner, id, [userId], 3).then(
        () => 'added',
        (error) => error.code,
      ),
    )
    await untilBlocked(database.pool, 2)
    await lock.release()
    expect((await Promise.all(adding)).sort()).toEqual(['added', 'full'])
  })

  test('marks of all members moving at once end in the right receipts', async () => {
    const { id, people, owner } = await makeGroup(stage, 5)
    for (let round = 0; round < 10; round++) {
      const seq = await say(stage, owner, id)
      const others = people.filter((userId) => userId !== owner)
      await Promise.all(
        others.flatMap((userId) => [
          stage.messages.moveMarks(userId, [{ conversationId: id, delivered: seq }]),
          stage.messages.moveMarks(userId, [{ conversationId: id, delivered: seq, read: seq, seen: seq }]),
        ]),
      )
      expect((await stage.messages.entry(owner, id)).receipts).toEqual({ delivered: seq, seen: seq })
    }
  })

  test('a mark that moves while somebody leaves is counted', async () => {
    const { id, owner, second, third } = await makeGroup(stage, 3)
    const seq = await say(stage, owner, id)
    const lock = await holdConversation(database.pool, id)
    const leaving = stage.conversations.removeMember(third, id, third)
    await untilBlocked(database.pool, 1)
    await stage.messages.moveMarks(second, [{ conversationId: id, seen: seq }])
    await lock.release()
    await leaving
    expect((await stage.messages.entry(owner, id)).receipts).toEqual({ delivered: seq, seen: seq })
  })
})
