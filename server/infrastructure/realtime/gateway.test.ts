import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PROTOCOL } from '@/contracts/events'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import { DOCTOR_CHANNEL } from '@/server/application/examine-relay'
import { publishChange } from '@/server/application/publish-change'
import type { Relay } from '@/server/application/relay-ports'
import { LIMITS } from '@/server/domain/limits'
import {
  caughtUp,
  connectSocket,
  type HandshakeOptions,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
  textTo,
} from '@/server/testing/gateway-stage'

let ports: ReturnType<typeof memoryPorts>
let running: RunningGateway
let ana: Actor
let bea: Actor
let carl: Actor
let group: ConversationId
const sockets: TestSocket[] = []

beforeEach(async () => {
  ports = memoryPorts()
  running = await runGateway(ports)
  ana = await ports.addPerson('ana')
  bea = await ports.addPerson('bea')
  carl = await ports.addPerson('carl')
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

async function connect(actor: Actor, options?: HandshakeOptions): Promise<TestSocket> {
  const socket = await connectSocket(running.url, ports, actor, options)
  sockets.push(socket)
  return socket
}

const refusal = (actor: Actor, options: HandshakeOptions) =>
  connect(actor, options).then(
    () => null,
    (error: { data?: unknown }) => error.data,
  )

describe('a handshake', () => {
  it('is refused without a ticket that was issued here', async () => {
    const forged = `${ana.userId}.${ana.sessionId}.9999999999999.${'A'.repeat(43)}`
    for (const ticket of ['', 'nonsense', forged]) {
      expect(await refusal(ana, { auth: { ticket, protocol: PROTOCOL } })).toMatchObject({
        ok: false,
        code: 'unauthenticated',
      })
    }
    for (const auth of [{}, { ticket: 7, protocol: PROTOCOL }, { protocol: PROTOCOL }, { ticket: {} }]) {
      expect(await refusal(ana, { auth })).toMatchObject({ ok: false, code: 'invalid' })
    }
  })

  it('is refused when the session was revoked since the ticket was issued', async () => {
    const ticket = ports.tickets.issue(ana)
    await ports.sessions.revoke(ana.userId, ana.sessionId)
    expect(await refusal(ana, { auth: { ticket, protocol: PROTOCOL } })).toEqual({
      ok: false,
      code: 'unauthenticated',
      message: 'You are signed out. Sign in again.',
    })
  })

  it('is refused to a client of another protocol', async () => {
    const ticket = ports.tickets.issue(ana)
    expect(await refusal(ana, { auth: { ticket, protocol: PROTOCOL - 1 } })).toMatchObject({ code: 'outdated' })
  })

  it('is refused to pages from elsewhere, also with a ticket', async () => {
    const extraHeaders = { origin: 'https://evil.example' }
    await expect(connect(ana, { io: { extraHeaders } })).rejects.toThrow()
  })

  it('may begin with polling and go on as a websocket', async () => {
    const socket = await connect(ana, { io: { transports: ['polling', 'websocket'] } })
    await expect.poll(() => socket.socket.io.engine.transport.name).toBe('websocket')
    await expect(socket.ask('message:send', textTo(group, 'On the way'))).resolves.toMatchObject({ ok: true })
    const other = await connect(bea)
    await other.ask('message:send', textTo(group, 'So am I'))
    await socket.hears('message:posted', ({ message }) => message.text === 'So am I')
  })

  it('is open to pages of the same host, and works over polling', async () => {
    const socket = await connect(ana, { io: { extraHeaders: { origin: running.url }, transports: ['polling'] } })
    expect(await socket.ask('activity:report', { visible: true, input: true })).toEqual({ ok: true })
  })

  it('leaves other requests to the app', async () => {
    expect(await (await fetch(`${running.url}/`)).text()).toBe('the app')
    expect((await fetch(`${running.url}/socket.io/?EIO=4&transport=nonsense`)).status).toBe(400)
  })

  it('keeps nothing of those that were refused', async () => {
    await refusal(ana, { auth: { ticket: ports.tickets.issue({ ...ana, sessionId: '999' }), protocol: PROTOCOL } })
    expect(running.gateway.stats().sockets).toBe(0)
  })
})

describe('a message', () => {
  it('is acknowledged, and reaches the others and the sender’s other browsers once', async () => {
    const [sender, elsewhere, other] = [await connect(ana), await connect(ana), await connect(bea)]
    const answer = await sender.ask('message:send', textTo(group, 'Hello'))
    expect(answer).toMatchObject({ ok: true, places: [{ conversationId: group, seq: 2 }] })
    await caughtUp(ports.relay, sender, elsewhere, other)
    for (const socket of [sender, elsewhere, other]) {
      expect(socket.told('message:posted')).toMatchObject([
        { kind: 'message:posted', seq: 2, message: { text: 'Hello' } },
      ])
    }
  })

  it('isn’t told again to who has the same by the answer, if they follow that; other browsers of theirs are', async () => {
    const auth = { ticket: ports.tickets.issue(ana), protocol: PROTOCOL, followsAnswers: true }
    const [following, older] = [await connect(ana, { auth }), await connect(ana)]
    await following.ask('message:send', textTo(group, 'here'))
    await older.hears('message:posted', ({ message }) => message.text === 'here')
    await following.ask('marks:move', { moves: [{ conversationId: group, read: 1 }] })
    await older.hears('state:changed')
    await older.ask('message:send', textTo(group, 'there'))
    await caughtUp(ports.relay, following, older)
    expect(following.told('message:posted').map(({ message }) => message.text)).toEqual(['there'])
    expect(following.told('state:changed')).toEqual([])
    expect(older.told('message:posted').map(({ message }) => message.text)).toEqual(['here', 'there'])
  })

  it('is told also to who follows answers where the server decides more than the answer says', async () => {
    const auth = { ticket: ports.tickets.issue(ana), protocol: PROTOCOL, followsAnswers: true }
    const following = await connect(ana, { auth })
    await following.ask('message:send', { ...textTo(group, '@Bea'), mentions: [bea.userId] })
    await following.hears('message:posted', ({ message }) => message.mentions.includes(bea.userId))
  })

  it('is the same when it is sent again', async () => {
    const [sender, other] = [await connect(ana), await connect(bea)]
    const input = textTo(group, 'Once')
    const first = await sender.ask('message:send', input)
    expect(await sender.ask('message:send', input)).toEqual(first)
    await caughtUp(ports.relay, other)
    expect(other.told('message:posted')).toHaveLength(1)
  })

  it('is edited, reacted to and deleted live; who may not see it skips that', async () => {
    const [sender, receiver] = [await connect(ana), await connect(bea)]
    await sender.ask('message:send', textTo(group, 'Helo'))
    const added = await ports.conversations.addMembers(ana.userId, group, [carl.userId], 50)
    await publishChange(ports)(added)
    const late = await connect(carl)
    const place = { conversationId: group, seq: 2 }
    const changes = [
      ['message:edit', sender, { ...place, text: 'Hello' }, { kind: 'message:edited', message: { text: 'Hello' } }],
      ['message:react', receiver, { ...place, emoji: '❤' }, { message: { reactions: [{ emoji: '❤️' }] } }],
      [
        'message:delete',
        sender,
        place,
        { kind: 'message:deleted', message: { text: '', deleted: { by: ana.userId } } },
      ],
    ] as const
    for (const [at, [name, asker, input, resulting]] of changes.entries()) {
      const seq = 4 + at
      expect(await asker.ask(name, input)).toEqual({ ok: true, ...place, changedSeq: seq })
      expect(await receiver.hears('log:appended', (event) => event.seq === seq)).toMatchObject(resulting)
      expect(await late.hears('log:appended', (event) => event.seq === seq)).toEqual({
        kind: 'skip',
        conversationId: group,
        from: seq,
        seq,
      })
    }
    expect(await receiver.ask('message:edit', { ...place, text: 'Mine' })).toMatchObject({ code: 'not_allowed' })
    expect(await receiver.ask('message:react', { ...place, emoji: 'no' })).toMatchObject({ code: 'invalid' })
  })

  it('may be as long as is legal, whatever it takes as JSON', async () => {
    const [sender, other] = [await connect(ana), await connect(bea)]
    const text = '\u0001'.repeat(LIMITS.messageMaxChars)
    expect(await sender.ask('message:send', textTo(group, text))).toMatchObject({ ok: true })
    const event = await other.hears('message:posted')
    expect(event.kind === 'message:posted' && event.message.text === text).toBe(true)
  })

  it('is refused as too long on a socket that stays up', async () => {
    const sender = await connect(ana)
    for (const length of [LIMITS.messageMaxChars + 1, 3_900_000]) {
      expect(await sender.ask('message:send', textTo(group, 'x'.repeat(length)))).toMatchObject({
        ok: false,
        code: 'too_long',
      })
    }
    expect(await sender.ask('message:send', textTo(group, 'short'))).toMatchObject({ ok: true })
  })

  it('does not reach somebody who was removed, from then on', async () => {
    const [sender, other] = [await connect(ana), await connect(bea)]
    await publishChange(ports)(await ports.conversations.removeMember(ana.userId, group, bea.userId))
    await sender.ask('message:send', textTo(group, 'Among ourselves'))
    await caughtUp(ports.relay, sender, other)
    expect(other.told('log:appended').map(({ kind }) => kind)).toContain('member:left')
    expect(other.told('message:posted')).toEqual([])
    const again = await connect(bea)
    expect(await again.ask('message:send', textTo(group, 'Let me in'))).toMatchObject({ ok: false })
    expect(await again.ask('typing:start', { conversationId: group })).toMatchObject({ ok: false })
    await sender.ask('message:send', textTo(group, 'No'))
    await caughtUp(ports.relay, again)
    expect(again.told('message:posted')).toEqual([])
  })

  it('gets a stranger the same answer for a conversation that is absent and one that is not theirs', async () => {
    const stranger = await connect(carl)
    for (const ask of [
      (conversationId: string) => stranger.ask('message:send', textTo(conversationId, 'Hello?')),
      (conversationId: string) => stranger.ask('typing:start', { conversationId }),
      (conversationId: string) => stranger.ask('marks:move', { moves: [{ conversationId, read: 1 }] }),
    ]) {
      expect(await ask(group)).toEqual(await ask('987654321'))
    }
    expect(await stranger.ask('message:send', textTo(group, 'Hello?'))).toMatchObject({ ok: false, code: 'not_found' })
  })
})

describe('bad input', () => {
  const NAMES = ['message:send', 'marks:move', 'heads:compare', 'typing:start', 'activity:report', 'presence:watch']
  const inputs: unknown[] = [
    null,
    undefined,
    7,
    -1,
    'text',
    true,
    [],
    {},
    [[]],
    { conversationId: 1 },
    { conversationId: -1, userIds: 'x', moves: 'x', digest: 1, people: {}, visible: 'yes' },
    { conversationId: '0', clientId: 'x', text: 'x', createdAt: 'x' },
    { conversationId: '9'.repeat(40) },
    { moves: [{ conversationId: '1', read: -1 }] },
    { moves: [{ conversationId: '1', read: 1e300 }] },
    { moves: [] },
    { moves: Array.from({ length: 501 }, () => ({ conversationId: '1', read: 1 })) },
    { userIds: ['-1'] },
    { userIds: Array.from({ length: 501 }, () => '1') },
    { userIds: [null] },
    { digest: 'x'.repeat(65), people: [] },
    { digest: '', people: [['1', '1']] },
    { visible: 1, input: 0 },
    { __proto__: null, constructor: 'x' },
    Buffer.from('binary'),
    { text: Buffer.from('binary') },
  ]

  it('gets a typed answer with a sentence on a socket that stays up', async () => {
    await running.stop()
    running = await runGateway(ports, { rates: unlimited })
    const socket = await connect(ana)
    for (const name of NAMES) {
      for (const input of inputs) {
        const answer = await socket.ask(name, input)
        expect(answer, `${name} ${JSON.stringify(input)}`).toMatchObject({
          ok: false,
          code: expect.stringMatching(/^(invalid|too_long)$/),
          message: expect.stringMatching(/[.!?]$/),
        })
      }
    }
    expect(await socket.ask('message:send', textTo(group, 'zero \0'))).toMatchObject({ ok: false, code: 'invalid' })
    expect(await socket.ask('message:send', textTo(group, ' \n '))).toMatchObject({ ok: false, code: 'invalid' })
    expect(await socket.ask('message:send', textTo(group, 'lone \ud800'))).toMatchObject({ ok: false, code: 'invalid' })
    expect(await socket.ask('message:send', textTo(group, 'fine'))).toMatchObject({ ok: true })
  })

  it('does no harm without an acknowledgement, in any number of parts, or under any name', async () => {
    const [socket, other] = [await connect(ana), await connect(bea)]
    for (const name of ['message:send', 'error', 'close', '__proto__', 'toString', '', 'session:revoked']) {
      socket.say(name)
      socket.say(name, {}, {}, 'not a function', null)
    }
    socket.say('message:send', textTo(group, 'Unacknowledged'))
    await other.hears('message:posted')
    const again = await connect(bea)
    expect(await again.ask('no:such', {})).toMatchObject({ ok: false, code: 'invalid' })
    expect(socket.connected).toBe(true)
  })
})

const unlimited = Object.fromEntries(
  ['message:send', 'marks:move', 'heads:compare', 'typing:start', 'activity:report', 'presence:watch'].map((name) => [
    name,
    { burst: 10_000, perSecond: 10_000 },
  ]),
) as NonNullable<Parameters<typeof runGateway>[1]>['rates'] & object

describe('requests', () => {
  it('are refused as too many, each kind for itself, on a socket that stays up', async () => {
    const socket = await connect(ana)
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => socket.ask('typing:start', { conversationId: group })),
    )
    expect(answers.filter((answer) => !answer.ok)).toContainEqual({
      ok: false,
      code: 'rate_limited',
      message: expect.any(String),
      retryAfterMs: expect.any(Number),
    })
    expect(await socket.ask('message:send', textTo(group, 'Still here'))).toMatchObject({ ok: true })
  })

  it('for marks move receipts, which reach the senders', async () => {
    const [sender, reader] = [await connect(ana), await connect(bea)]
    await sender.ask('message:send', textTo(group, 'Hello'))
    const answer = await reader.ask('marks:move', {
      moves: [{ conversationId: group, delivered: 2, read: 2, seen: 2 }],
    })
    expect(answer).toMatchObject({ ok: true, states: [{ conversationId: group, delivered: 2, state: { unread: 0 } }] })
    expect(await sender.hears('receipts:moved', ({ receipts }) => receipts.seen === 2)).toMatchObject({
      conversationId: group,
      receipts: { delivered: 2, seen: 2 },
    })
  })

  it('to compare heads are answered for many clients from one query', async () => {
    const asked: (readonly string[])[] = []
    const { heads } = ports.messages
    ports.messages.heads = (digests) => {
      asked.push([...digests.keys()])
      return heads(digests)
    }
    const all = [await connect(ana), await connect(ana), await connect(bea)]
    const answers = await Promise.all(all.map((socket) => socket.ask('heads:compare', { digest: '', people: [] })))
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, same: false, heads: [{ lastSeq: 1 }] })
    expect(asked).toHaveLength(1)
    expect(new Set(asked[0])).toEqual(new Set([ana.userId, bea.userId]))
  })

  it('that fail in the server are answered, and logged', async () => {
    ports.messages.heads = () => Promise.reject(new Error('the database is away'))
    const socket = await connect(ana)
    expect(await socket.ask('heads:compare', { digest: '', people: [] })).toMatchObject({ ok: false, code: 'internal' })
    expect(await socket.ask('message:send', textTo(group, 'Still here'))).toMatchObject({ ok: true })
  })
})

describe('typing', () => {
  it('is told to the others whose app is on screen, and to nobody else', async () => {
    const [typist, looking, away, stranger] = [
      await connect(ana),
      await connect(bea),
      await connect(bea),
      await connect(carl),
    ]
    for (const socket of [typist, looking, stranger])
      await socket.ask('activity:report', { visible: true, input: false })
    await away.ask('activity:report', { visible: true, input: true })
    await away.ask('activity:report', { visible: false, input: false })
    expect(await typist.ask('typing:start', { conversationId: group })).toEqual({ ok: true })
    expect(await looking.hears('typing:started')).toEqual({ conversationId: group, userId: ana.userId })
    await caughtUp(ports.relay, typist, away, stranger)
    for (const socket of [typist, away, stranger]) expect(socket.told('typing:started')).toEqual([])
  })
})

describe('a gateway', () => {
  it('tells its sockets when it goes, answers what they asked, and lets nobody in any more', async () => {
    const socket = await connect(ana)
    let release = (): void => {}
    const { send } = ports.messages
    ports.messages.send = async (messages) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return send(messages)
    }
    const answer = socket.ask('message:send', textTo(group, 'At the last moment'))
    await until(() => running.gateway.stats().inFlight === 1)
    const drained = running.gateway.drain()
    await socket.hears('gateway:draining')
    expect(await refusal(bea, {})).toMatchObject({ ok: false, code: 'busy' })
    release()
    expect(await answer).toMatchObject({ ok: true })
    await drained
    await socket.gone()
    expect(running.gateway.stats().sockets).toBe(0)
  })

  it('joins a user’s channel while a socket of theirs is here, and no longer', async () => {
    const joined = new Set<string>()
    const { relay } = ports
    await running.stop()
    running = await runGateway({ ...ports, relay: { ...relay, connected: true, listen: noting(relay, joined) } })
    const channel = `user.${ana.userId}`
    const [one, two] = [await connect(ana), await connect(ana)]
    one.close()
    await until(() => running.gateway.stats().sockets === 1)
    expect(joined).toEqual(new Set([DOCTOR_CHANNEL, channel]))
    two.close()
    await until(() => joined.size === 1)
    await refusal(ana, { auth: { ticket: ports.tickets.issue({ ...ana, sessionId: '999' }), protocol: PROTOCOL } })
    expect(joined).toEqual(new Set([DOCTOR_CHANNEL]))
    await caughtUp(relay, await connect(ana))
    expect(joined).toEqual(new Set([DOCTOR_CHANNEL, channel]))
  })
})

/** Listens to a relay, and notes which channels are joined. */
function noting(relay: Relay, joined: Set<string>): Relay['listen'] {
  return (listener, doubted) => {
    const subscription = relay.listen(listener, doubted)
    return {
      join(channel) {
        joined.add(channel)
        subscription.join(channel)
      },
      leave(channel) {
        joined.delete(channel)
        subscription.leave(channel)
      },
      close: subscription.close,
    }
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}
