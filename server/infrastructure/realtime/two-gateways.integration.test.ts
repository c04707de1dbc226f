import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import { changePrivacy } from '@/server/application/change-privacy'
import { endSessions } from '@/server/application/end-sessions'
import type { Ports } from '@/server/application/ports'
import {
  caughtUp,
  connectSocket,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
  textTo,
} from '@/server/testing/gateway-stage'
import { findNatsServer, startNats, type TestNats } from '@/server/testing/nats'
import { connectNatsRelay } from '../relay/nats'
import { PRESENCE_TIMING } from './presence-loop'

describe.skipIf(findNatsServer() === null)('two gateways', () => {
  let nats: TestNats
  let relays: Ports['relay'][]
  let here: RunningGateway
  let there: RunningGateway
  let ports: ReturnType<typeof memoryPorts>
  let ana: Actor
  let bea: Actor
  let group: ConversationId
  const sockets: TestSocket[] = []

  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats.stop())

  beforeEach(async () => {
    ports = memoryPorts()
    ana = await ports.addPerson('ana')
    bea = await ports.addPerson('bea')
    const [one, two] = [await connectNatsRelay(nats.url), await connectNatsRelay(nats.url)]
    relays = [one, two]
    here = await runGateway({ ...ports, relay: one })
    there = await runGateway({ ...ports, relay: two })
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
    await here.stop()
    await there.stop()
    for (const relay of relays) await relay.close()
  })

  async function connect(at: RunningGateway, actor: Actor): Promise<TestSocket> {
    const socket = await connectSocket(at.url, ports, actor)
    sockets.push(socket)
    return socket
  }
  const first = (): Ports['relay'] => relays[0] ?? ports.relay

  it('pass on each message once to everybody, wherever they are', async () => {
    const all = [
      await connect(here, ana),
      await connect(there, ana),
      await connect(here, bea),
      await connect(there, bea),
    ]
    for (let n = 0; n < 20; n++) await all[0]?.ask('message:send', textTo(group, `Message ${n}`))
    await caughtUp(first(), ...all)
    const texts = Array.from({ length: 20 }, (_, n) => `Message ${n}`)
    for (const socket of all) {
      expect(socket.told('message:posted').map((event) => event.message.text)).toEqual(texts)
    }
  })

  it('close a revoked session’s sockets wherever they are', async () => {
    const [one, two] = [await connect(here, ana), await connect(there, ana)]
    await ports.sessions.revoke(ana.userId, ana.sessionId)
    await endSessions({ relay: first() })(ana.userId, [ana.sessionId])
    await Promise.all([one.gone(), two.gone()])
  })

  it('tell presence and typing across', async () => {
    const [watcher, other] = [await connect(here, ana), await connect(there, bea)]
    expect(await watcher.ask('presence:watch', { userIds: [bea.userId] })).toMatchObject({
      presences: [{ online: false }],
    })
    await watcher.ask('activity:report', { visible: true, input: true })
    await other.ask('activity:report', { visible: true, input: true })
    await watcher.hears('presence:changed', ({ userId, online }) => userId === bea.userId && online)
    await other.ask('typing:start', { conversationId: group })
    expect(await watcher.hears('typing:started')).toEqual({ conversationId: group, userId: bea.userId })
  })

  it('look again who may watch whom, when a setting was changed at the other one', async () => {
    // One that looks again by itself only when this is long over.
    const patient = await runGateway(
      { ...ports, relay: first() },
      { presenceTiming: { ...PRESENCE_TIMING, sweepMs: 20, refreshMs: 3_600_000 } },
    )
    const [watcher, other] = [await connect(patient, ana), await connect(there, bea)]
    await other.ask('activity:report', { visible: true, input: true })
    await watcher.ask('presence:watch', { userIds: [bea.userId] })
    await watcher.hears('presence:changed', ({ userId, online }) => userId === bea.userId && online)
    const change = changePrivacy({ ...ports, relay: relays[1] ?? ports.relay })
    await change(bea, { topic: 'lastSeen', audience: 'nobody', exceptions: [] })
    const hidden = { userId: bea.userId, online: false, lastSeenAt: null }
    expect(await watcher.hears('presence:changed', ({ online }) => !online)).toEqual(hidden)
    const before = watcher.told('presence:changed').length
    await change(bea, { topic: 'lastSeen', audience: 'everybody', exceptions: [] })
    await watcher.hears(
      'presence:changed',
      (one) => watcher.told('presence:changed').indexOf(one) >= before && one.online,
    )
    await patient.stop()
  })

  it('have their clients compare heads when NATS was away', async () => {
    const [one, two] = [await connect(here, ana), await connect(there, bea)]
    await nats.restart()
    await Promise.all([one.hears('heads:doubted'), two.hears('heads:doubted')])
    while (!relays.every(({ connected }) => connected)) await new Promise((resolve) => setTimeout(resolve, 10))
    // NATS knows what each of them asked for again.
    await Promise.all(relays.map((relay) => relay.flush()))
    await one.ask('message:send', textTo(group, 'Here again'))
    await two.hears('message:posted')
  })
})
