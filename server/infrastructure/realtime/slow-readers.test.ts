import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import {
  caughtUp,
  connectSocket,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
  textTo,
} from '@/server/testing/gateway-stage'
import { openRawWebSocket, type RawWebSocket } from '@/server/testing/raw-web-socket'
import type { BacklogLimits } from './slow-readers'

const TEXT = 'x'.repeat(90_000)
/** More than the kernel keeps for a loopback connection that nobody reads. */
const MANY = 250

let ports: ReturnType<typeof memoryPorts>
let running: RunningGateway
let ana: Actor
let bea: Actor
let carl: Actor
let group: ConversationId
const sockets: TestSocket[] = []
const raw: RawWebSocket[] = []

beforeEach(async () => {
  ports = memoryPorts()
  ana = await ports.addPerson('ana')
  bea = await ports.addPerson('bea')
  carl = await ports.addPerson('carl')
  const created = await ports.conversations.createGroup(ana.userId, {
    name: 'Hiking',
    userIds: [bea.userId, carl.userId],
    pictureId: null,
    maxMembers: 50,
  })
  group = created.conversationId
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  for (const socket of raw.splice(0)) socket.destroy()
  await running.stop()
})

async function run(backlog: BacklogLimits): Promise<void> {
  const rate = { burst: 10_000, perSecond: 10_000 }
  running = await runGateway(ports, { backlog, rates: { 'message:send': rate } as never })
}

async function connect(actor: Actor): Promise<TestSocket> {
  const socket = await connectSocket(running.url, ports, actor)
  sockets.push(socket)
  return socket
}

async function connectRaw(actor: Actor): Promise<RawWebSocket> {
  const socket = await openRawWebSocket(running.url, ports, actor)
  raw.push(socket)
  return socket
}

/** Answers the most that ever waited. */
async function flood(sender: TestSocket, quick: TestSocket): Promise<number> {
  let most = 0
  for (let n = 0; n < MANY; n++) {
    await sender.ask('message:send', textTo(group, `${n} ${TEXT}`))
    most = Math.max(most, running.gateway.stats().waitingBytes)
  }
  await caughtUp(ports.relay, quick)
  return most
}

it('a peer that stops reading is cut off at the bound, at once, and the others are told everything', async () => {
  await run({ bytes: 1_000_000, packets: 1_000, totalBytes: 100_000_000 })
  const [sender, quick, slow] = [await connect(ana), await connect(carl), await connectRaw(bea)]
  slow.stopReading()
  const most = await flood(sender, quick)
  await expect.poll(() => running.gateway.stats().cutOff).toBe(1)
  // One more event than the bound, and what is on its way to those who read.
  expect(most).toBeLessThan(1_000_000 + 3 * 100_000)
  expect(quick.told('message:posted').map(({ message }) => message.text.split(' ')[0])).toEqual(
    Array.from({ length: MANY }, (_, n) => `${n}`),
  )
  expect(sender.connected).toBe(true)

  const again = await connect(bea)
  const compared = await again.ask('heads:compare', { digest: '', people: [] })
  expect(compared).toMatchObject({ ok: true, heads: [{ conversationId: group, lastSeq: 1 + MANY }] })
  const { entries } = await ports.messages.since(bea.userId, group, 1, 1_000)
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: MANY }, (_, n) => n + 2))
})

it('a peer that reads nothing is cut off at the bound of events, however small they are', async () => {
  await run({ bytes: 100_000_000, packets: 50, totalBytes: 1_000_000_000 })
  const [quick, slow] = [await connect(ana), await connectRaw(bea)]
  slow.stopReading()
  const about = 'x'.repeat(90_000)
  for (let version = 1; version <= MANY; version++) {
    const payload = { id: '1', userName: 'ana', fullName: 'Ana', about, pictureId: null, version }
    ports.relay.publish([`user.${bea.userId}`], { name: 'profile:changed', payload })
  }
  expect(running.gateway.stats().cutOff).toBe(1)
  await caughtUp(ports.relay, quick)
})

it('who asks and never reads the answers is cut off as well', async () => {
  await run({ bytes: 100_000, packets: 1_000, totalBytes: 100_000_000 })
  const slow = await connectRaw(bea)
  slow.stopReading()
  for (let asked = 0; running.gateway.stats().cutOff === 0; ) {
    for (const end = asked + 100; asked < end; asked++) slow.say(`42${asked}["nothing of ours"]`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(running.gateway.stats().cutOff).toBe(1)
})

it('when all together have too much waiting, those with the most are cut off first', async () => {
  await run({ bytes: 3_000_000, packets: 10_000, totalBytes: 4_000_000 })
  const quick = await connect(ana)
  const slow = [await connectRaw(bea), await connectRaw(bea), await connectRaw(carl), await connectRaw(carl)]
  for (const socket of slow) socket.stopReading()
  let most = 0
  const about = 'x'.repeat(90_000)
  for (let version = 1; running.gateway.stats().cutOff === 0; version++) {
    const payload = { id: '1', userName: 'ana', fullName: 'Ana', about, pictureId: null, version }
    ports.relay.publish([`user.${bea.userId}`, `user.${carl.userId}`], { name: 'profile:changed', payload })
    most = Math.max(most, running.gateway.stats().waitingBytes)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(most).toBeLessThan(4_000_000 + 4_000_000 / 8 + 4 * 100_000)
  await caughtUp(ports.relay, quick)
})
