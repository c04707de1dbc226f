import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Presence } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import { publishChange } from '@/server/application/publish-change'
import {
  caughtUp,
  connectSocket,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
} from '@/server/testing/gateway-stage'

let ports: ReturnType<typeof memoryPorts>
let here: RunningGateway
let there: RunningGateway
let ana: Actor
let bea: Actor
const sockets: TestSocket[] = []

beforeEach(async () => {
  ports = memoryPorts()
  here = await runGateway(ports)
  there = await runGateway(ports)
  ana = await ports.addPerson('ana')
  bea = await ports.addPerson('bea')
  await ports.contacts.add(ana.userId, bea.userId)
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  await here.stop()
  await there.stop()
})

async function connect(at: RunningGateway, actor: Actor): Promise<TestSocket> {
  const socket = await connectSocket(at.url, ports, actor)
  sockets.push(socket)
  return socket
}

async function watch(socket: TestSocket, ...userIds: UserId[]): Promise<Presence[]> {
  const answer = await socket.ask('presence:watch', { userIds })
  expect(answer.ok).toBe(true)
  return (answer as unknown as { presences: Presence[] }).presences
}

const report = (socket: TestSocket, visible: boolean, input: boolean) =>
  socket.ask('activity:report', { visible, input })

it('says that somebody is online who gives input, at whatever gateway', async () => {
  const [watcher, watched] = [await connect(here, ana), await connect(there, bea)]
  expect(await watch(watcher, bea.userId)).toEqual([{ userId: bea.userId, online: false, lastSeenAt: null }])
  await report(watched, true, true)
  expect(await watcher.hears('presence:changed')).toEqual({ userId: bea.userId, online: true, lastSeenAt: null })
  const late = await connect(here, ana)
  expect(await watch(late, bea.userId)).toEqual([{ userId: bea.userId, online: true, lastSeenAt: null }])
})

it('says nothing of connections, receipts and reports without input', async () => {
  const [watcher, watched] = [await connect(here, ana), await connect(there, bea)]
  await watch(watcher, bea.userId)
  await report(watched, true, false)
  await watched.ask('heads:compare', { digest: '', people: [] })
  expect(await watch(await connect(here, ana), bea.userId)).toMatchObject([{ online: false }])
  expect(watcher.told('presence:changed')).toEqual([])
})

it('says when somebody was last seen after their last connection has gone', { timeout: 15_000 }, async () => {
  const [watcher, watched] = [await connect(here, ana), await connect(there, bea)]
  await watch(watcher, bea.userId)
  await report(watched, true, true)
  await watcher.hears('presence:changed', ({ online }) => online)
  watched.close()
  const { lastSeenAt } = await watcher.hears('presence:changed', ({ online }) => !online)
  expect(Date.parse(lastSeenAt ?? '')).toBeLessThanOrEqual(Date.now())
})

it('is not told to strangers', async () => {
  const [stranger, watched] = [await connect(here, await ports.addPerson('carl')), await connect(there, bea)]
  expect(await watch(stranger, bea.userId, ana.userId, '424242')).toEqual([])
  const friend = await connect(here, ana)
  await watch(friend, bea.userId)
  await report(watched, true, true)
  await friend.hears('presence:changed')
  await caughtUp(ports.relay, stranger)
  expect(stranger.told('presence:changed')).toEqual([])
})

it('is told only of those whom the newest request names', async () => {
  const [watcher, control, watched] = [await connect(here, ana), await connect(here, ana), await connect(there, bea)]
  await watch(control, bea.userId)
  await watch(watcher, bea.userId)
  await watch(watcher)
  await report(watched, true, true)
  await control.hears('presence:changed')
  await caughtUp(ports.relay, watcher)
  expect(watcher.told('presence:changed')).toEqual([])
})

it('ends with the permission: when a contact is removed', async () => {
  const [watcher, watched] = [await connect(here, ana), await connect(there, bea)]
  await ports.contacts.add(bea.userId, ana.userId)
  const control = await connect(here, bea)
  await watch(watcher, bea.userId)
  const privateVersion = await ports.contacts.remove(ana.userId, bea.userId)
  ports.relay.publish([`user.${ana.userId}`], { name: 'private:changed', payload: { privateVersion } })
  await caughtUp(ports.relay, watcher)
  await report(watched, true, true)
  const own = await connect(here, bea)
  await until(async () => (await ports.presence.read([bea.userId]))[0]?.online === true)
  await caughtUp(ports.relay, watcher, own, control)
  expect(watcher.told('presence:changed')).toEqual([{ userId: bea.userId, online: false, lastSeenAt: null }])
})

it('ends with the permission: when somebody leaves the group that two people shared', async () => {
  const carl = await ports.addPerson('carl')
  const group = await ports.conversations.createGroup(ana.userId, {
    name: 'Hiking',
    userIds: [bea.userId, carl.userId],
    pictureId: null,
    maxMembers: 50,
  })
  const [watcher, control, watched] = [await connect(here, carl), await connect(here, ana), await connect(there, bea)]
  expect(await watch(watcher, bea.userId)).toHaveLength(1)
  await watch(control, bea.userId)
  await publishChange(ports)(await ports.conversations.removeMember(ana.userId, group.conversationId, carl.userId))
  await watcher.hears('log:appended')
  await caughtUp(ports.relay, watcher)
  await report(watched, true, true)
  await control.hears('presence:changed')
  await caughtUp(ports.relay, watcher)
  expect(watcher.told('presence:changed')).toEqual([{ userId: bea.userId, online: false, lastSeenAt: null }])
})

it('has somebody online who leaves one gateway and is active at another', async () => {
  const [watcher, one, two] = [await connect(here, ana), await connect(here, bea), await connect(there, bea)]
  await watch(watcher, bea.userId)
  await report(one, true, true)
  await report(two, true, true)
  await watcher.hears('presence:changed', ({ online }) => online)
  await here.gateway.close()
  await expect.poll(async () => (await ports.presence.read([bea.userId]))[0]?.online).toBe(true)
})

it('ends when the gateway was killed, and whoever may have missed something compares', async () => {
  await here.stop()
  here = await runGateway(ports, {
    presenceTiming: { sweepMs: 10, leaseMs: 60_000, renewLeaseMs: 10, refreshMs: 10 },
  })
  await ports.presence.renewLease('killed', 500)
  await ports.presence.report('killed', [{ userId: bea.userId, onlineForMs: 120_000 }])
  const watcher = await connect(here, ana)
  expect(await watch(watcher, bea.userId)).toMatchObject([{ online: true }])
  expect(await watcher.hears('presence:changed', ({ online }) => !online)).toMatchObject({ userId: bea.userId })
  await watcher.hears('heads:doubted')
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}
