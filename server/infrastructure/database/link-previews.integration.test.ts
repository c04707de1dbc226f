import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LinkPreview } from '@/contracts/dto'
import type { BehindLink } from '@/server/application/link-ports'
import { describeLinkPreviews } from '@/server/application/link-previews.contract'
import type { RelayEvent } from '@/server/application/relay-ports'
import { showWhatIsBehind } from '@/server/application/show-what-is-behind'
import { databaseJobs } from '@/server/infrastructure/jobs/queue'
import { startWorker } from '@/server/infrastructure/jobs/worker'
import { createInProcessRelay } from '@/server/infrastructure/relay/in-process'
import { createLog } from '@/server/log'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseLinkPreviews } from './link-previews'
import { databaseMessageLog } from './message-log'

const URL = 'https://example.org/news'
const page = (title: string): BehindLink => ({ title, site: 'Example', description: 'News', picture: null })

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

let told: RelayEvent[]
let read: string[]
let on: boolean
let web: Map<string, BehindLink>
let released: string[]
beforeEach(async () => {
  await database.pool.query('DELETE FROM link_previews')
  told = []
  read = []
  released = []
  on = true
  web = new Map([
    [URL, page('News')],
    ['https://example.org/other', page('Other')],
  ])
})

/** The use case on real rows, with a web of its own. */
const work = () =>
  showWhatIsBehind({
    linkPreviews: databaseLinkPreviews(database.pool),
    linkReader: {
      async read(link) {
        read.push(link)
        return web.get(link) ?? null
      },
    },
    files: {
      put: async () => ({ id: randomBytes(32).toString('hex'), size: 1 }),
      release: async (ids) => {
        released.push(...ids)
      },
    },
    relay: { ...createInProcessRelay(), publish: (_channels, event) => void told.push(event) },
    admin: { settings: async () => ({ signUpOpen: true, linkPreviews: on }) },
  })

async function shownTo(userId: string, conversationId: string, seq: number): Promise<LinkPreview | null | undefined> {
  const { events } = await stage.messages.page(userId, { conversationId, limit: 50 })
  const event = events.find((one) => one.seq === seq)
  return event?.kind === 'message:posted' ? event.message.preview : undefined
}

describeLinkPreviews('Postgres', async () => ({ ...stage, linkPreviews: databaseLinkPreviews(database.pool) }))

describe('what is behind a message’s link', () => {
  test('is shown with it, as a change at the next seq that everybody is told', async () => {
    const { id, owner, second } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id, `Look: ${URL} and https://example.org/other`)
    await work()({ conversationId: id, seq })
    expect(await shownTo(second, id, seq)).toMatchObject({ url: URL, title: 'News', site: 'Example', picture: null })
    expect(told).toMatchObject([
      {
        name: 'log:appended',
        payload: { kind: 'message:previewed', target: seq, seq: seq + 1, message: { preview: { url: URL } } },
      },
    ])
    const { entries } = await stage.messages.since(second, id, seq, 10)
    expect(entries).toMatchObject([{ kind: 'message:previewed', seq: seq + 1, message: { changedSeq: seq + 1 } }])
  })

  test('is shown in every place of a message, whichever it was looked for in', async () => {
    const here = await makeGroup(stage, 3)
    const { conversationId: there } = await stage.conversations.openDirect(here.owner, here.second)
    const message = {
      ...newMessage(here.owner, here.id, URL),
      places: [{ conversationId: here.id }, { conversationId: there }],
    }
    const [result] = await stage.messages.send([message])
    if (!result?.ok) throw result?.error ?? new Error('A send had no result.')
    const [first] = result.sent.places
    if (!first) throw new Error('It has no place.')
    await work()(first)
    expect(result.sent.places).toHaveLength(2)
    for (const { conversationId, seq } of result.sent.places) {
      expect(await shownTo(here.second, conversationId, seq)).toMatchObject({ url: URL, title: 'News' })
      const { entries } = await stage.messages.since(here.second, conversationId, seq, 10)
      expect(entries).toMatchObject([{ kind: 'message:previewed', target: seq, message: { preview: { url: URL } } }])
    }
    expect(read).toEqual([URL])
    const toldIn = told.map(({ payload }) => (payload && 'conversationId' in payload ? payload.conversationId : ''))
    expect(new Set(toldIn)).toEqual(new Set([here.id, there]))
  })

  test('is looked at once for all messages with the link, and a repetition changes nothing', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const first = await say(stage, owner, id, URL)
    await work()({ conversationId: id, seq: first })
    const second = await say(stage, owner, id, `Again ${URL}`)
    await work()({ conversationId: id, seq: second })
    await work()({ conversationId: id, seq: second })
    expect(read).toEqual([URL])
    expect(told).toHaveLength(2)
    expect(await shownTo(owner, id, second)).toMatchObject({ title: 'News' })
  })

  test('is nothing where there is no link, nothing behind it, or the admin wants none', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    for (const text of ['No link', 'https://example.org/missing']) {
      await work()({ conversationId: id, seq: await say(stage, owner, id, text) })
    }
    on = false
    const seq = await say(stage, owner, id, URL)
    await work()({ conversationId: id, seq })
    expect(told).toEqual([])
    expect(read).toEqual(['https://example.org/missing'])
    expect(await shownTo(owner, id, seq)).toBeNull()
  })

  test('follows an edit to another link, and to none', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id, URL)
    await work()({ conversationId: id, seq })
    const edit = (text: string) => stage.messages.change(owner, id, seq, { kind: 'message:edited', text, mentions: [] })
    await edit('https://example.org/other')
    await work()({ conversationId: id, seq })
    expect(await shownTo(owner, id, seq)).toMatchObject({ title: 'Other' })
    await edit('Nothing to see')
    await work()({ conversationId: id, seq })
    expect(await shownTo(owner, id, seq)).toBeNull()
  })

  test('is not shown with words that came after it was looked for', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id, URL)
    const previews = databaseLinkPreviews(database.pool)
    const subject = await previews.subject({ conversationId: id, seq })
    await previews.keep(URL, { ...page('News'), picture: null })
    await stage.messages.change(owner, id, seq, { kind: 'message:edited', text: 'Never mind', mentions: [] })
    expect(await previews.show(subject?.messageId ?? '', URL, URL)).toMatchObject({ committed: [] })
    expect(await shownTo(owner, id, seq)).toBeNull()
  })

  test('is kept for no message that was deleted', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id, URL)
    const previews = databaseLinkPreviews(database.pool)
    const subject = await previews.subject({ conversationId: id, seq })
    await previews.keep(URL, { ...page('News'), picture: null })
    await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
    expect(await previews.show(subject?.messageId ?? '', '', URL)).toMatchObject({ committed: [] })
    const { rows } = await database.pool.query('SELECT FROM messages WHERE preview_id IS NOT NULL')
    expect(rows).toEqual([])
  })

  test('goes with the last message that shows it', async () => {
    const { id, owner } = await makeGroup(stage, 2)
    const seq = await say(stage, owner, id, URL)
    await work()({ conversationId: id, seq })
    await database.pool.query(`UPDATE link_previews SET fetched_at = now() - interval '1 hour'`)
    await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
    await work()({ conversationId: id, seq })
    expect((await database.pool.query('SELECT FROM link_previews')).rowCount).toBe(0)
  })
})

test('what was found for a message that is gone by then is forgotten soon, and nothing that is about to be shown', async () => {
  const { id, owner } = await makeGroup(stage, 2)
  const previews = databaseLinkPreviews(database.pool)
  const seq = await say(stage, owner, id, URL)
  await work()({ conversationId: id, seq })
  await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
  await work()({ conversationId: id, seq })
  const kept = async () => (await database.pool.query('SELECT url FROM link_previews')).rowCount
  await previews.forgetUnused()
  expect(await kept()).toBe(1)
  await database.pool.query(`UPDATE link_previews SET fetched_at = now() - interval '21 seconds'`)
  await previews.forgetUnused()
  expect(await kept()).toBe(0)
})

test('the queue does what was put into it, by a schema that it makes itself, outside of ours', async () => {
  const log = createLog('silent')
  const jobs = databaseJobs(database.pool, log)
  let done: (place: unknown) => void = () => {}
  const first = new Promise((resolve) => {
    done = resolve
  })
  const worker = await startWorker(database.pool, log, {
    lookBehindLink: async (place) => done(place),
    notifyPerson: async () => {},
    tellDevice: async () => {},
    summarizeQuiet: async () => {},
    tellSummary: async () => {},
  })
  await jobs.lookBehindLink({ conversationId: '7', seq: 3 })
  expect(await first).toEqual({ conversationId: '7', seq: 3 })
  await worker.close()
})
