import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { SendInput } from '@/contracts/inputs'
import type { UseCases } from '@/server/application/use-cases'
import { LIMITS } from '@/server/domain/limits'
import { eraseExpired } from '@/server/infrastructure/database/erasing/expired'
import { takeBack } from '@/server/infrastructure/database/erasing/take-back'
import { withConversationsLocked } from '@/server/infrastructure/database/transaction'
import { untilBlocked } from '@/server/testing/blocked'
import { timesUp } from '@/server/testing/expire'
import { PUSH_KEYS as keys, openPushDesk, type PushDesk, pushedTo as told } from '@/server/testing/push-desk'
import { type PushedBrowser, type PushService, vapidClaims } from '@/server/testing/push-service'
import { openWeb, PASSWORD, type Person, type Web } from '@/server/testing/web'

const NOON = Date.parse('2026-11-21T12:00:00Z')

let web: Web
let desk: PushDesk
let service: PushService
let useCases: UseCases
let now: number
beforeAll(async () => {
  web = await openWeb()
  desk = await openPushDesk(web, () => now)
  service = desk.service
  useCases = desk.useCases
})
afterAll(async () => {
  await desk.close()
  await web.close()
})

let ana: Person
let bea: Person
let cleo: Person
let group: ConversationId
let beasPhone: PushedBrowser
beforeEach(async () => {
  now = NOON
  const { pool } = web.container
  await pool.query('DELETE FROM push_subscriptions')
  await pool.query('DELETE FROM presence')
  await pool.query('SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker._private_jobs')
  ;[ana, bea, cleo] = [await person('ana'), await person('bea'), await person('cleo')]
  group = await newGroup('Hiking')
  beasPhone = await subscribed(bea)
})

async function person(name: string): Promise<Person> {
  const userName = `${name}-${randomUUID().slice(0, 8)}`
  const made = await web.person(userName)
  names.set(made.actor.userId, userName)
  return made
}
async function square(): Promise<string> {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#335577' } })
  return (await picture.png().toBuffer()).toString('base64')
}

const id = ({ actor }: Person) => actor.userId

async function newGroup(name: string): Promise<ConversationId> {
  const { conversationId } = await useCases.createGroup(ana.actor, { name, userIds: [id(bea), id(cleo)] })
  return conversationId
}

const subscribed = ({ actor }: Person) => desk.subscribed(actor)
const work = () => desk.work()

const names = new Map<string, string>()

function signInOf({ actor }: Person) {
  return { userName: names.get(actor.userId) ?? '', password: PASSWORD, device: 'A phone', address: '127.0.0.1' }
}

interface Said extends Partial<Omit<SendInput, 'places'>> {
  readonly replyTo?: Seq
  readonly places?: readonly ConversationId[]
}

async function say({ actor }: Person, text: string, { replyTo, places = [group], ...rest }: Said = {}): Promise<Seq> {
  const sent = await useCases.sendMessage(actor, {
    clientId: randomUUID(),
    createdAt: '2026-01-02T03:04:05.678Z',
    kind: 'text',
    text,
    attachments: [],
    mentions: [],
    places: places.map((conversationId) => ({ conversationId, replyTo })),
    ...rest,
  })
  return sent.places[0]?.seq ?? 0
}

const bodies = (browser: PushedBrowser) => told(browser).map((one) => (one.kind === 'message' ? one.body : one.kind))

describe('a push', () => {
  test('can be read by the browser alone, and says who, what and where', async () => {
    const seq = await say(ana, 'Meet at *nine*?')
    await work()
    const [received] = beasPhone.received
    expect(received?.message).toEqual({
      kind: 'message',
      tag: group,
      seq,
      title: 'Hiking',
      body: `${(await web.container.ports.users.profile(id(ana))).fullName}: Meet at nine?`,
      url: `/c/${group}?at=${seq}`,
      icon: null,
      silent: false,
      unread: 1,
      waiting: [group],
    })
    expect(received?.sealed.toString('latin1')).not.toMatch(/nine|Hiking/)
    expect(received?.headers).toMatchObject({ ttl: '86400', urgency: 'high', 'content-encoding': 'aes128gcm' })
    expect(received?.headers.topic).toMatch(/^[\w-]{32}$/)
    const claims = vapidClaims(received?.headers ?? {}, keys.publicKey)
    expect(claims).toMatchObject({ aud: service.origin, sub: 'mailto:ops@example.org' })
    expect(Number(claims.exp)).toBeGreaterThan(Date.now() / 1_000)
  })

  test('comes once for many messages, with the newest and how many more', async () => {
    for (const text of ['One', 'Two', 'Three']) await say(ana, text)
    await work()
    expect(bodies(beasPhone)).toEqual([expect.stringMatching(/: Three\n\+2 more$/)])
  })

  test('holds no more of a long text than previews do', async () => {
    await say(ana, `${'😀'.repeat(3_000)}`)
    await work()
    expect([...(bodies(beasPhone)[0] ?? '')].length).toBe(LIMITS.previewChars)
  })

  test('of a direct chat is titled as the reader calls its sender', async () => {
    await useCases.addContact(bea.actor, id(ana))
    await useCases.renameContact(bea.actor, id(ana), 'Mum')
    const { conversationId } = await useCases.openDirect(ana.actor, id(bea))
    await say(ana, 'Dinner?', { places: [conversationId] })
    await work()
    expect(told(beasPhone)).toMatchObject([{ title: 'Mum', body: 'Dinner?', tag: conversationId }])
  })

  test('says nothing of the content to who wants it hidden', async () => {
    await useCases.changeNotifications(bea.actor, { hideContent: true })
    await say(ana, 'Secret')
    await work()
    expect(told(beasPhone)).toMatchObject([{ title: 'Kith', body: 'New message', icon: null }])
  })

  test('shows the sender’s picture to those alone who may see it', async () => {
    const { conversationId } = await useCases.openDirect(ana.actor, id(bea))
    const { pictureId } = await useCases.setPicture(ana.actor, await square())
    await say(ana, 'Look at me', { places: [conversationId] })
    await work()
    await useCases.changePrivacy(ana.actor, { topic: 'picture', audience: 'nobody', exceptions: [] })
    await say(ana, 'Not any more', { places: [conversationId] })
    await work()
    expect(told(beasPhone)).toMatchObject([{ icon: `/api/pictures/${pictureId}` }, { icon: null }])
  })

  test('reaches every browser that is subscribed, and none of the sender’s', async () => {
    const anas = await subscribed(ana)
    const cleos = await subscribed(cleo)
    await say(ana, 'Hello')
    await work()
    expect([told(anas).length, told(beasPhone).length, told(cleos).length]).toEqual([0, 1, 1])
  })

  test('is tried again after the push service failed, and not after it said that the browser is gone', async () => {
    beasPhone.status = 503
    await say(ana, 'First')
    const { pool, ports } = web.container
    await ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    const job = { sessionId: bea.actor.sessionId, conversationId: group, silent: false }
    await expect(useCases.tellDevice(job)).rejects.toThrow('The push service answered 503.')
    beasPhone.status = 201
    await work()
    expect(bodies(beasPhone)).toEqual([expect.stringContaining('First')])
    beasPhone.status = 410
    await say(ana, 'Second')
    await work()
    expect((await pool.query('SELECT FROM push_subscriptions')).rowCount).toBe(0)
  })
})

describe('nobody is told of', () => {
  test('what they read meanwhile', async () => {
    const seq = await say(ana, 'Hello')
    await useCases.moveMarks(bea.actor, { moves: [{ conversationId: group, read: seq }] })
    await work()
    expect(told(beasPhone)).toEqual([])
  })

  test('what they read after it was decided that they are told', async () => {
    const seq = await say(ana, 'Hello')
    await web.container.ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    await useCases.moveMarks(bea.actor, { moves: [{ conversationId: group, read: seq }] })
    await work()
    expect(told(beasPhone)).toEqual([])
  })

  test('what was deleted before', async () => {
    const seq = await say(ana, 'Oops')
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(told(beasPhone)).toEqual([])
  })

  test('what was said after they left, or before they came', async () => {
    await useCases.leaveGroup(bea.actor, group)
    await say(ana, 'Without Bea')
    await work()
    expect(told(beasPhone)).toEqual([])
    await useCases.addMembers(ana.actor, { conversationId: group, userIds: [id(bea)] })
    const seq = await say(ana, 'With Bea')
    await work()
    expect(told(beasPhone)).toMatchObject([{ seq, body: expect.stringMatching(/: With Bea$/) }])
  })

  test('a muted chat, until its end', async () => {
    const mutedUntil = new Date(NOON + 3_600_000).toISOString()
    await useCases.setPrivateState(bea.actor, { conversationId: group, mutedUntil })
    await say(ana, 'While muted')
    await work()
    expect(told(beasPhone)).toEqual([])
    now = NOON + 3_600_001
    await say(ana, 'After')
    await work()
    expect(told(beasPhone)).toMatchObject([{ body: expect.stringContaining('After') }])
  })

  test('what was said in their quiet hours', async () => {
    const zone = 'Pacific/Auckland'
    await useCases.changeNotifications(bea.actor, { quiet: { from: 22 * 60, to: 7 * 60, zone } })
    now = Date.parse('2026-11-21T10:00:00Z')
    await say(ana, 'It is 23:00 in Auckland')
    await web.container.ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    expect(told(beasPhone)).toEqual([])
    now = Date.parse('2026-11-21T18:00:00Z')
    await say(ana, 'It is 7:00 there')
    await web.container.ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    await useCases.tellDevice({ sessionId: bea.actor.sessionId, conversationId: group, silent: false })
    expect(told(beasPhone)).toMatchObject([{ body: expect.stringContaining('7:00') }])
  })

  test('anything once their session is over', async () => {
    const other = await subscribed(bea)
    await useCases.revokeSession(bea.actor, bea.actor.sessionId)
    await say(ana, 'Hello')
    await work()
    expect([told(other), told(beasPhone)]).toEqual([[], []])
    const { pool } = web.container
    expect((await pool.query('SELECT FROM push_subscriptions')).rowCount).toBe(0)
  })

  test('anything on a session that nobody used for too long', async () => {
    const { pool } = web.container
    const phone = await useCases.signIn(signInOf(bea))
    const second = service.browser()
    await useCases.subscribe(phone, second.target)
    await pool.query(`UPDATE sessions SET last_active_at = now() - interval '91 days' WHERE id = $1`, [phone.sessionId])
    await say(ana, 'Hello')
    await work()
    expect([told(second).length, told(beasPhone).length]).toEqual([0, 1])
    expect((await pool.query('SELECT FROM push_subscriptions')).rowCount).toBe(1)
  })

  test('anything by who changed their password elsewhere', async () => {
    const phone = await useCases.signIn(signInOf(bea))
    await useCases.changePassword(phone, { current: PASSWORD, next: `${PASSWORD} 2` }, '127.0.0.1')
    await say(ana, 'Hello')
    await work()
    expect(told(beasPhone)).toEqual([])
  })

  test('what somebody says whom they block', async () => {
    await web.container.pool.query('INSERT INTO blocks (user_id, blocked_id) VALUES ($1, $2)', [id(bea), id(ana)])
    await say(ana, 'You will not hear this', { mentions: [id(bea)] })
    await work()
    expect(told(beasPhone)).toEqual([])
    await say(cleo, 'But this')
    await work()
    expect(bodies(beasPhone)).toEqual([expect.stringMatching(/: But this$/)])
  })

  test('a chat that they deleted', async () => {
    const { conversationId } = await useCases.openDirect(ana.actor, id(bea))
    await say(ana, 'Hello', { places: [conversationId] })
    await useCases.clearChat(bea.actor, conversationId)
    await work()
    expect(told(beasPhone)).toEqual([])
    const seq = await say(ana, 'Hello again', { places: [conversationId] })
    await work()
    expect(told(beasPhone)).toMatchObject([{ tag: conversationId, seq, body: 'Hello again' }])
  })

  test('what was long there when they subscribed', async () => {
    const other = await newGroup('Old')
    await say(ana, 'Old news', { places: [other] })
    const cleos = await subscribed(cleo)
    await say(ana, 'News')
    await work()
    expect(told(cleos)).toMatchObject([{ tag: group }])
  })
})

test('a push says which chats still wait, so that what was read elsewhere is shown no more', async () => {
  const other = await newGroup('Climbing')
  const muted = await newGroup('Quiz')
  await useCases.setPrivateState(bea.actor, { conversationId: muted, mutedUntil: '9999-12-31T23:59:59.999Z' })
  const seq = await say(ana, 'First')
  await say(ana, 'In a muted one', { places: [muted] })
  await work()
  await useCases.moveMarks(bea.actor, { moves: [{ conversationId: group, read: seq }] })
  await say(ana, 'Second', { places: [other] })
  await work()
  const waiting = told(beasPhone).map((one) => ('waiting' in one ? one.waiting : null))
  expect(waiting).toEqual([
    [group, muted].sort((a, b) => Number(a) - Number(b)),
    [other, muted].sort((a, b) => Number(a) - Number(b)),
  ])
})

test('a push to who has more unread than it has room for doesn’t say which chats wait', async () => {
  const ids: ConversationId[] = []
  for (let n = 0; n < 51; n++) ids.push(await newGroup(`Group ${n}`))
  for (const place of ids) await say(ana, 'Hello', { places: [place] })
  await work()
  const newest = told(beasPhone).at(-1)
  expect(newest).toMatchObject({ unread: 51, waiting: null })
})

describe('when quiet hours are over', () => {
  const zone = 'Pacific/Auckland'
  const NIGHT = Date.parse('2026-11-21T10:00:00Z')
  const MORNING = Date.parse('2026-11-21T18:00:00Z')
  const jobs = async () => {
    const { rows } = await web.container.pool.query(
      `SELECT t.identifier, j.run_at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id`,
    )
    return rows.map(({ identifier, run_at }) => [identifier, run_at.getTime()])
  }
  beforeEach(async () => {
    await useCases.changeNotifications(bea.actor, { quiet: { from: 22 * 60, to: 7 * 60, zone } })
    now = NIGHT
    // When it came is the database’s clock: as if it were that night.
    await web.container.pool.query(NIGHT_CLOCK)
  })
  afterEach(() => web.container.pool.query('DROP TRIGGER at_night ON log'))

  const NIGHT_CLOCK = `
    CREATE OR REPLACE FUNCTION at_night() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.at := '2026-11-21T10:00:00Z'; RETURN NEW; END $$;
    CREATE TRIGGER at_night BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION at_night()`

  /** Does what is due now, but for the summary, whose time hasn't come. */
  async function workAtNight(): Promise<void> {
    await web.container.ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    await web.container.pool.query(
      `SELECT graphile_worker.complete_jobs(array_agg(j.id)) FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'notify-person'`,
    )
  }

  test('each browser is told once how much came, without content', async () => {
    const phone = await useCases.signIn(signInOf(bea))
    const second = service.browser()
    await useCases.subscribe(phone, second.target)
    const other = await newGroup('Climbing')
    await say(ana, 'One')
    await workAtNight()
    for (const text of ['Two', 'Three']) await say(cleo, text, { places: [other] })
    await workAtNight()
    expect(told(beasPhone)).toEqual([])
    expect(await jobs()).toEqual([['summarize-quiet', MORNING]])
    now = MORNING
    await work()
    for (const browser of [beasPhone, second]) {
      expect(told(browser)).toEqual([
        {
          kind: 'summary',
          title: 'Quiet hours are over',
          body: '3 messages in 2 chats',
          unread: 2,
          waiting: [group, other],
        },
      ])
    }
    await work()
    expect(told(beasPhone)).toHaveLength(1)
  })

  test('nobody is told of what they read meanwhile, nor who is active, nor who muted it', async () => {
    const seq = await say(ana, 'One')
    await workAtNight()
    await useCases.moveMarks(bea.actor, { moves: [{ conversationId: group, read: seq }] })
    now = MORNING
    await work()
    expect(told(beasPhone)).toEqual([])
    now = NIGHT
    await say(ana, 'Two')
    await workAtNight()
    const { presence } = web.container.ports
    await presence.renewLease('gateway', 60_000)
    await presence.report('gateway', [{ userId: id(bea), onlineForMs: 60_000 }])
    now = MORNING
    await work()
    expect(told(beasPhone)).toEqual([])
    await useCases.setPrivateState(bea.actor, { conversationId: group, mutedUntil: '9999-12-31T23:59:59.999Z' })
    now = NIGHT
    await say(ana, 'Three')
    await workAtNight()
    expect(await jobs()).toEqual([])
  })

  test('that is later, when they are made longer, and at once when they are switched off', async () => {
    await say(ana, 'One')
    await workAtNight()
    await useCases.changeNotifications(bea.actor, { quiet: { from: 22 * 60, to: 8 * 60, zone } })
    now = MORNING
    await useCases.summarizeQuiet(id(bea), NIGHT)
    expect(await jobs()).toEqual([['summarize-quiet', MORNING + 3_600_000]])
    await useCases.changeNotifications(bea.actor, { quiet: null })
    await work()
    expect(told(beasPhone)).toMatchObject([{ body: '1 message in 1 chat' }])
  })

  test('a process that is killed at any step leaves it to another, and it is told once', async () => {
    await say(ana, 'One')
    await workAtNight()
    // Before it noted what it had weighed.
    await web.container.pool.query('UPDATE members SET pushed = 0 WHERE user_id = $1', [id(bea)])
    await workAtNight()
    now = MORNING
    // After it had queued for the devices, before its own job was done.
    await useCases.summarizeQuiet(id(bea), NIGHT - 300_000)
    // The push service fails at first.
    beasPhone.status = 503
    await expect(useCases.tellSummary(bea.actor.sessionId, NIGHT - 300_000)).rejects.toThrow('503')
    beasPhone.status = 201
    await work()
    expect(told(beasPhone)).toMatchObject([{ kind: 'summary', body: '1 message in 1 chat' }])
  })
})

describe('only of mentions and answers', () => {
  test('is told who asked for that', async () => {
    await useCases.setPrivateState(bea.actor, { conversationId: group, mentionsOnly: true })
    const seq = await say(bea, 'My question')
    await say(ana, 'To nobody')
    await work()
    expect(told(beasPhone)).toEqual([])
    await say(ana, 'An answer', { replyTo: seq })
    await work()
    await say(ana, 'Look', { mentions: [id(bea)] })
    await work()
    expect(bodies(beasPhone)).toEqual([
      expect.stringMatching(/: An answer$/),
      expect.stringMatching(/: Look\n\+1 more$/),
    ])
  })

  test('is told who muted a group, of mentions alone', async () => {
    await useCases.setPrivateState(bea.actor, { conversationId: group, mutedUntil: '9999-12-31T23:59:59.999Z' })
    const seq = await say(bea, 'My question')
    await say(ana, 'An answer', { replyTo: seq })
    await say(ana, 'Look', { mentions: [id(bea)] })
    await work()
    expect(bodies(beasPhone)).toEqual([expect.stringMatching(/: Look$/)])
  })
})

describe('a message in several places', () => {
  test('is told once', async () => {
    const other = await newGroup('Climbing')
    await say(ana, 'To both', { places: [group, other] })
    await work()
    expect(told(beasPhone)).toMatchObject([{ tag: group }])
  })

  test('is told in the place that isn’t muted, and nowhere when it was read in one', async () => {
    const other = await newGroup('Climbing')
    await useCases.setPrivateState(bea.actor, { conversationId: group, mutedUntil: '9999-12-31T23:59:59.999Z' })
    await say(ana, 'To both', { places: [group, other] })
    await work()
    expect(told(beasPhone)).toMatchObject([{ tag: other }])
    const seq = await say(ana, 'Again to both', { places: [group, other] })
    await useCases.moveMarks(bea.actor, { moves: [{ conversationId: group, read: seq }] })
    await work()
    expect(told(beasPhone)).toHaveLength(1)
  })
})

describe('a message that gets another place later', () => {
  test('is told there to who was not told of it, and to nobody twice', async () => {
    const cleos = await subscribed(cleo)
    const { conversationId } = await useCases.createGroup(ana.actor, { name: 'Two', userIds: [id(bea)] })
    const seq = await say(ana, 'News', { places: [conversationId] })
    await work()
    expect([told(beasPhone).length, told(cleos).length]).toEqual([1, 0])
    await useCases.placeMessage(ana.actor, { conversationId, seq, places: [{ conversationId: group }] })
    await work()
    expect(told(beasPhone)).toHaveLength(1)
    expect(told(cleos)).toMatchObject([{ tag: group, body: expect.stringMatching(/: News$/) }])
  })
})

describe('what was told', () => {
  test('is taken back when it has disappeared', async () => {
    await useCases.changeGroup(ana.actor, { conversationId: group, disappearAfterMs: 3_600_000 })
    await say(ana, 'Soon gone')
    await work()
    await timesUp(web.container.pool, group)
    await useCases.eraseDue()
    await work()
    expect(told(beasPhone)).toMatchObject([
      { kind: 'message', body: expect.stringContaining('Soon gone') },
      { kind: 'withdrawn', tag: group },
    ])
  })

  test('is told anew, without a sound, when it was edited, and taken back when it was deleted', async () => {
    const seq = await say(ana, 'Hwllo')
    await work()
    await useCases.editMessage(ana.actor, { conversationId: group, seq, text: 'Hello', mentions: [] })
    await work()
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(told(beasPhone)).toMatchObject([
      { kind: 'message', silent: false },
      { kind: 'message', silent: true, body: expect.stringMatching(/: Hello$/) },
      { kind: 'withdrawn', tag: group },
    ])
  })

  test('is taken back when the reader deletes it for themselves, or the chat, read or not', async () => {
    const seq = await say(ana, 'Mine no more')
    await work()
    await useCases.setOwn(bea.actor, { conversationId: group, seqs: [seq], hidden: true })
    await work()
    expect(told(beasPhone).map(({ kind }) => kind)).toEqual(['message', 'withdrawn'])
    await say(ana, 'Nor this')
    await work()
    const { conversationId } = await useCases.openDirect(ana.actor, id(bea))
    const last = await say(ana, 'Nor that', { places: [conversationId] })
    await work()
    await useCases.moveMarks(bea.actor, { moves: [{ conversationId, read: last }] })
    for (const chat of [group, conversationId]) await useCases.clearChat(bea.actor, chat)
    await work()
    const withdrawn = told(beasPhone).filter((one) => one.kind === 'withdrawn')
    // The first of the two says that nothing waits anywhere: that closes what is shown of the other.
    expect(withdrawn).toMatchObject([{ tag: group }, { unread: 0, waiting: [] }])
    expect(await shown()).toEqual([])
  })

  test('stays when what is deleted for oneself was never told, or is starred', async () => {
    const seq = await say(bea, 'My own')
    await useCases.setOwn(bea.actor, { conversationId: group, seqs: [seq], hidden: true })
    const theirs = await say(ana, 'Told')
    await work()
    await useCases.setOwn(bea.actor, { conversationId: group, seqs: [theirs], starred: true })
    await work()
    expect(told(beasPhone)).toHaveLength(1)
  })

  test('is taken back when its sender deletes their account and what they said', async () => {
    const { conversationId } = await useCases.openDirect(cleo.actor, id(bea))
    for (const place of [conversationId, group]) await say(cleo, 'Going', { places: [place] })
    await work()
    await useCases.deleteAccount(cleo.actor, { password: PASSWORD, messages: true }, '127.0.0.1')
    await useCases.forgetAccounts()
    await work()
    const last = (tag: ConversationId) => told(beasPhone).findLast((one) => 'tag' in one && one.tag === tag)
    expect([last(conversationId)?.kind, last(group)?.kind]).toEqual(['withdrawn', 'withdrawn'])
  })

  test('is taken back from who is not in the group any more', async () => {
    const seq = await say(ana, 'Hello')
    await work()
    await useCases.removeMember(ana.actor, { conversationId: group, userId: id(bea) })
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(told(beasPhone).at(-1)).toMatchObject({ kind: 'withdrawn', tag: group })
  })

  test('is not overtaken by its being taken back', async () => {
    const road = new EventEmitter()
    const arrived = once(road, 'arrived')
    beasPhone.before = () => {
      beasPhone.before = async () => {}
      road.emit('arrived')
      return once(road, 'opened')
    }
    const seq = await say(ana, 'Slowly')
    const working = work()
    await arrived
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await desk.workBeside()
    road.emit('opened')
    await working
    await work()
    expect(told(beasPhone).map(({ kind }) => kind)).toEqual(['message', 'withdrawn'])
  })

  test('is no matter any more for who has read it there', async () => {
    const seq = await say(ana, 'Hello')
    await work()
    await read(seq)
    await useCases.showsNotifications(bea.actor, [])
    await minutePasses()
    await useCases.showsNotifications(bea.actor, [])
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(told(beasPhone)).toHaveLength(1)
  })
})

const read = (seq: Seq, conversationId = group) =>
  useCases.moveMarks(bea.actor, { moves: [{ conversationId, read: seq }] })
const minutePasses = () => web.container.pool.query(`UPDATE push_shown SET at = at - interval '1 minute'`)
const kinds = () => told(beasPhone).map(({ kind }) => kind)

describe('what was told here and read elsewhere', () => {
  test('sends nothing by itself, and is taken back when it is edited or deleted, also in a chat muted since', async () => {
    const seq = await say(ana, 'Hello')
    await work()
    await read(seq)
    await useCases.setPrivateState(bea.actor, { conversationId: group, mutedUntil: '9999-12-31T23:59:59.999Z' })
    await work()
    expect(kinds()).toEqual(['message'])
    await useCases.editMessage(ana.actor, { conversationId: group, seq, text: 'Hullo', mentions: [] })
    await work()
    expect(kinds()).toEqual(['message', 'withdrawn'])
    expect(beasPhone.received.map(({ headers }) => headers.ttl)).toEqual(['86400', '2419200'])
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(kinds()).toHaveLength(2)
  })

  test('is taken back when it has disappeared, and not for what disappears beside it', async () => {
    await useCases.changeGroup(ana.actor, { conversationId: group, disappearAfterMs: 3_600_000 })
    const first = await say(ana, 'Never told')
    await read(first)
    const seq = await say(ana, 'Soon gone')
    await work()
    await read(seq)
    await timesUp(web.container.pool, group, [first])
    await useCases.eraseDue()
    await work()
    expect(kinds()).toEqual(['message'])
    await timesUp(web.container.pool, group)
    await useCases.eraseDue()
    await work()
    expect(told(beasPhone).slice(1)).toMatchObject([{ kind: 'withdrawn', tag: group }])
  })

  test('is taken back from each browser that shows it, and from no other', async () => {
    const phone = await useCases.signIn(signInOf(bea))
    const second = service.browser()
    await useCases.subscribe(phone, second.target)
    const seq = await say(ana, 'Hello')
    await work()
    await read(seq)
    await useCases.showsNotifications(phone, [])
    await minutePasses()
    await useCases.showsNotifications(phone, [])
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(told(beasPhone)).toMatchObject([{ tag: group }, { kind: 'withdrawn', tag: group }])
    expect(told(second)).toHaveLength(1)
  })

  test('needs no taking back once another push has closed it', async () => {
    const other = await newGroup('Climbing')
    const seq = await say(ana, 'Hello')
    await work()
    await read(seq)
    await say(ana, 'Elsewhere', { places: [other] })
    await work()
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await work()
    expect(told(beasPhone)).toMatchObject([{ tag: group }, { tag: other }])
  })

  test('is taken back though it was read and deleted while it was on its way', async () => {
    const road = new EventEmitter()
    const arrived = once(road, 'arrived')
    beasPhone.before = () => {
      beasPhone.before = async () => {}
      road.emit('arrived')
      return once(road, 'opened')
    }
    const seq = await say(ana, 'Slowly')
    const working = work()
    await arrived
    await read(seq)
    await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
    await web.container.ports.notificationQueue.settled()
    road.emit('opened')
    await working
    await work()
    expect(kinds()).toEqual(['message', 'withdrawn'])
  })

  test('is not told at all while it is just being erased', async () => {
    const { pool, ports } = web.container
    await useCases.changeGroup(ana.actor, { conversationId: group, disappearAfterMs: 3_600_000 })
    await say(ana, 'Soon gone')
    await ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    await timesUp(pool, group)
    const told = { sessionId: bea.actor.sessionId, conversationId: group, silent: false }
    let telling = Promise.resolve()
    await withConversationsLocked(pool, [group], async (client) => {
      await takeBack(client, group)
      telling = useCases.tellDevice(told)
      await untilBlocked(pool, 1)
      await eraseExpired(client, group, false)
    })
    await telling
    expect(kinds()).toEqual([])
    expect(await shown()).toEqual([])
  })

  test('leaves nothing behind when it wasn’t told after all, or the browser is not told any more', async () => {
    const seq = await say(ana, 'Hello')
    await web.container.ports.notificationQueue.settled()
    await useCases.notifyPerson(id(bea))
    await read(seq)
    await work()
    expect(await shown()).toEqual([])
    await say(ana, 'Told')
    await work()
    expect(await shown()).toHaveLength(1)
    await useCases.unsubscribe(bea.actor)
    expect(await shown()).toEqual([])
  })
})

const shown = async () => (await web.container.pool.query('SELECT conversation_id, seq, telling FROM push_shown')).rows

test('what an open page shows by itself is taken back too, and of others’ chats it says nothing', async () => {
  const seq = await say(ana, 'Hello')
  await web.container.ports.notificationQueue.settled()
  const { conversationId: theirs } = await useCases.openDirect(ana.actor, id(cleo))
  await useCases.showsNotifications(bea.actor, [
    { conversationId: group, seq },
    { conversationId: theirs, seq: 1 },
    { conversationId: '999999999', seq: 1 },
  ])
  expect(await shown()).toEqual([{ conversation_id: group, seq, telling: false }])
  await useCases.deleteMessage(ana.actor, { conversationId: group, seq })
  await work()
  expect(told(beasPhone)).toMatchObject([{ kind: 'withdrawn', tag: group }])
})

test('who is active on a device is told elsewhere only if it stays unread for a while', async () => {
  const { presence } = web.container.ports
  await presence.renewLease('gateway', 60_000)
  await presence.report('gateway', [{ userId: id(bea), onlineForMs: 60_000 }])
  await say(ana, 'Hello')
  await work()
  expect(told(beasPhone)).toEqual([])
  const { rows } = await web.container.pool.query<{ until: number }>(
    `SELECT (payload ->> 'until')::float8 AS until FROM graphile_worker._private_jobs`,
  )
  expect(rows).toEqual([{ until: NOON + 300_000 }])
  now = NOON + 300_000
  await useCases.notifyPerson(id(bea), rows[0]?.until)
  await work()
  expect(told(beasPhone)).toMatchObject([{ kind: 'message' }])
})

test('a send of which no place is left hinders none that comes after it', async () => {
  const { notificationQueue } = web.container.ports
  notificationQueue.posted([])
  await notificationQueue.settled()
  await say(ana, 'Hello')
  await work()
  expect(told(beasPhone)).toHaveLength(1)
})

test('nothing is queued while nobody is subscribed', async () => {
  await useCases.unsubscribe(bea.actor)
  await say(ana, 'Hello')
  await web.container.ports.notificationQueue.settled()
  const { rowCount } = await web.container.pool.query('SELECT FROM graphile_worker._private_jobs')
  expect(rowCount).toBe(0)
})

test('a browser with another’s endpoint is another’s no more, and an address that is no push service’s is refused', async () => {
  await useCases.subscribe(cleo.actor, beasPhone.target)
  await say(ana, 'Hello')
  await work()
  expect(told(beasPhone)).toHaveLength(1)
  expect(await useCases.readNotifications(bea.actor)).toMatchObject({ endpoint: null, publicKey: keys.publicKey })
  expect(await useCases.readNotifications(cleo.actor)).toMatchObject({ endpoint: beasPhone.target.endpoint })
  const elsewhere = { ...beasPhone.target, endpoint: 'ftp://127.0.0.1/push' }
  await expect(useCases.subscribe(bea.actor, elsewhere)).rejects.toMatchObject({ code: 'invalid' })
})

test('a test notification comes at once, or says why not', async () => {
  await useCases.testNotification(bea.actor, '127.0.0.1')
  expect(told(beasPhone)).toEqual([{ kind: 'test' }])
  beasPhone.status = 500
  await expect(useCases.testNotification(bea.actor, '127.0.0.1')).rejects.toMatchObject({ code: 'busy' })
  beasPhone.status = 404
  await expect(useCases.testNotification(bea.actor, '127.0.0.1')).rejects.toMatchObject({ code: 'not_found' })
  await expect(useCases.testNotification(bea.actor, '127.0.0.1')).rejects.toMatchObject({ code: 'not_found' })
})
