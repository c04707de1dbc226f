import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import { publishChange } from '@/server/application/publish-change'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import {
  caughtUp,
  connectSocket,
  type RunningGateway,
  runGateway,
  type TestSocket,
  textTo,
} from '@/server/testing/gateway-stage'
import { signedTickets } from '../auth/tickets'
import { databaseContacts } from '../database/contacts'
import { databaseConversations } from '../database/conversations'
import { databaseMessageLog } from '../database/message-log'
import { createPresenceStore } from '../database/presence-store'
import { databasePrivacy } from '../database/privacy'
import { databaseSessions } from '../database/sessions'
import { databaseUsers } from '../database/users'
import { createInProcessRelay } from '../relay/in-process'
import { PRESENCE_TIMING } from './presence-loop'

let database: TestDatabase
let ports: ReturnType<typeof realPorts>
let running: RunningGateway
let ana: Actor
let bea: Actor
let group: ConversationId
const sockets: TestSocket[] = []

function realPorts(database: TestDatabase) {
  const { pool, prisma } = database
  return {
    tickets: signedTickets('a secret of the tests, and long enough'),
    sessions: databaseSessions(database),
    users: databaseUsers(prisma, pool),
    contacts: databaseContacts(prisma),
    privacy: databasePrivacy(pool),
    presence: createPresenceStore(pool),
    relay: createInProcessRelay(),
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
  }
}

async function addPerson(): Promise<Actor> {
  const userName = crypto.randomUUID()
  const { profile } = await ports.users.create(
    { userName, userNameKey: userName, fullName: userName, searchKey: userName, passwordHash: '' },
    { inviteHash: null },
  )
  return { userId: profile.id, sessionId: await ports.sessions.create(profile.id, 'a test') }
}

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  ports = realPorts(database)
  running = await runGateway(ports, {
    sessionCheckMs: 50,
    presenceTiming: { ...PRESENCE_TIMING, sweepMs: 50, renewLeaseMs: 50, refreshMs: 50 },
  })
  ana = await addPerson()
  bea = await addPerson()
  const created = await ports.conversations.createGroup(ana.userId, {
    name: 'Hiking',
    userIds: [bea.userId],
    pictureId: null,
    maxMembers: 50,
  })
  group = created.conversationId
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  await running.stop()
})

async function connect(actor: Actor): Promise<TestSocket> {
  const socket = await connectSocket(running.url, ports, actor)
  sockets.push(socket)
  return socket
}

it('acknowledges what is committed, and tells everybody once', async () => {
  const [sender, elsewhere, other] = [await connect(ana), await connect(ana), await connect(bea)]
  const input = textTo(group, 'Hello')
  const answers = await Promise.all([sender.ask('message:send', input), elsewhere.ask('message:send', input)])
  expect(answers[0]).toMatchObject({ ok: true, places: [{ conversationId: group, seq: 2 }] })
  expect(answers[1]).toEqual(answers[0])
  await caughtUp(ports.relay, sender, elsewhere, other)
  for (const socket of [sender, elsewhere, other]) {
    expect(socket.told('message:posted')).toMatchObject([
      { kind: 'message:posted', seq: 2, message: { text: 'Hello' } },
    ])
  }
})

it('tells how far everybody is', async () => {
  const [sender, reader] = [await connect(ana), await connect(bea)]
  await sender.ask('message:send', textTo(group, 'Hello'))
  const moves = [{ conversationId: group, delivered: 2, read: 2, seen: 2 }]
  expect(await reader.ask('marks:move', { moves })).toMatchObject({ ok: true, states: [{ delivered: 2 }] })
  await sender.hears('receipts:moved', ({ receipts }) => receipts.delivered === 2 && receipts.seen === 2)
  expect(await sender.ask('heads:compare', { digest: '', people: [[bea.userId, 0]] })).toMatchObject({
    ok: true,
    same: false,
    heads: [{ conversationId: group, lastSeq: 2, receipts: { delivered: 2, seen: 2 } }],
    profiles: [{ id: bea.userId }],
  })
})

it('tells somebody who was removed nothing more', async () => {
  const [sender, other] = [await connect(ana), await connect(bea)]
  await publishChange(ports)(await ports.conversations.removeMember(ana.userId, group, bea.userId))
  await sender.ask('message:send', textTo(group, 'Among ourselves'))
  await caughtUp(ports.relay, other)
  expect(other.told('message:posted')).toEqual([])
  expect(await other.ask('message:send', textTo(group, 'Let me in'))).toMatchObject({ ok: false })
})

it('gets a stranger the same answer for what is absent and what is not theirs', async () => {
  const stranger = await connect(await addPerson())
  const absent = '987654321'
  expect(await stranger.ask('message:send', textTo(group, 'Hello?'))).toEqual(
    await stranger.ask('message:send', textTo(absent, 'Hello?')),
  )
  expect(await stranger.ask('typing:start', { conversationId: group })).toEqual(
    await stranger.ask('typing:start', { conversationId: absent }),
  )
  for (const conversationId of [group, absent]) {
    expect(await stranger.ask('marks:move', { moves: [{ conversationId, read: 1 }] })).toEqual({ ok: true, states: [] })
  }
})

it('answers the largest ids and seqs with a typed refusal', async () => {
  const socket = await connect(ana)
  const conversationId = '9223372036854775807'
  expect(await socket.ask('message:send', textTo(conversationId, 'Hello?'))).toMatchObject({ code: 'not_found' })
  expect(await socket.ask('marks:move', { moves: [{ conversationId, read: 2_147_483_647 }] })).toEqual({
    ok: true,
    states: [],
  })
  expect(await socket.ask('presence:watch', { userIds: [conversationId] })).toEqual({ ok: true, presences: [] })
  expect(await socket.ask('heads:compare', { digest: '', people: [[conversationId, -1]] })).toMatchObject({ ok: true })
  expect(
    await socket.ask('marks:move', {
      moves: [{ conversationId: group, delivered: 2_147_483_647, read: 2_147_483_647 }],
    }),
  ).toMatchObject({ ok: true, states: [{ delivered: 1 }] })
})

it('closes the sockets of a session that is revoked, also when nobody says so', async () => {
  const socket = await connect(ana)
  await ports.sessions.revoke(ana.userId, ana.sessionId)
  await socket.hears('session:ended')
  await socket.gone()
})

it('says who is online, and when they were last seen', async () => {
  const [watcher, watched] = [await connect(ana), await connect(bea)]
  expect(await watcher.ask('presence:watch', { userIds: [bea.userId] })).toMatchObject({
    presences: [{ online: false, lastSeenAt: null }],
  })
  await watched.ask('activity:report', { visible: true, input: true })
  await watcher.hears('presence:changed', ({ online }) => online)
  await running.gateway.close()
  expect(await ports.presence.read([bea.userId])).toMatchObject([{ online: false, lastSeenAt: expect.any(String) }])
})
