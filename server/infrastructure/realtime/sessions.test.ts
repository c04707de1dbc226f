import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Actor } from '@/server/application/account-ports'
import { endSessions } from '@/server/application/end-sessions'
import {
  caughtUp,
  connectSocket,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
} from '@/server/testing/gateway-stage'

let ports: ReturnType<typeof memoryPorts>
let running: RunningGateway | undefined
let ana: Actor
const sockets: TestSocket[] = []

beforeEach(async () => {
  ports = memoryPorts()
  ana = await ports.addPerson('ana')
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const socket of sockets.splice(0)) socket.close()
  await running?.stop()
})

async function connect(actor: Actor): Promise<TestSocket> {
  running ??= await runGateway(ports)
  const socket = await connectSocket(running.url, ports, actor)
  sockets.push(socket)
  return socket
}

it('closes the sockets of a session that is revoked at once, and no others', async () => {
  running = await runGateway(ports)
  const phone = { userId: ana.userId, sessionId: await ports.sessions.create(ana.userId, 'a phone') }
  const [here, onPhone] = [await connect(ana), await connect(phone)]
  await ports.sessions.revoke(ana.userId, phone.sessionId)
  await endSessions(ports)(ana.userId, [phone.sessionId])
  await onPhone.hears('session:ended')
  await onPhone.gone()
  await caughtUp(ports.relay, here)
  expect(here.told('session:ended')).toEqual([])
  expect(here.connected).toBe(true)
})

it('finds revoked sessions in one query when the order was lost', async () => {
  const asked: (readonly string[])[] = []
  const { invalid } = ports.sessions
  ports.sessions.invalid = (ids) => {
    asked.push(ids)
    return invalid(ids)
  }
  running = await runGateway(ports, { sessionCheckMs: 20 })
  const bea = await ports.addPerson('bea')
  const [one, two, other] = [await connect(ana), await connect(ana), await connect(bea)]
  await ports.sessions.revoke(ana.userId, ana.sessionId)
  await Promise.all([one.hears('session:ended'), two.hears('session:ended')])
  await Promise.all([one.gone(), two.gone()])
  await caughtUp(ports.relay, other)
  expect(asked.every((ids) => new Set(ids).size === ids.length)).toBe(true)
  expect(asked.some((ids) => ids.length === 2)).toBe(true)
})

it('pushes nothing while sessions cannot be checked, and has clients compare when they can', async () => {
  running = await runGateway(ports, { sessionCheckMs: 10, sessionsTrustedForMs: 100 })
  const socket = await connect(ana)
  const { invalid } = ports.sessions
  ports.sessions.invalid = () => Promise.reject(new Error('the database is away'))
  await until(() => running?.gateway.stats().pushing === false)
  ports.relay.publish([`user.${ana.userId}`], { name: 'private:changed', payload: { privateVersion: 1 } })
  ports.sessions.invalid = invalid
  await socket.hears('heads:doubted')
  await caughtUp(ports.relay, socket)
  expect(socket.told('private:changed')).not.toContainEqual({ privateVersion: 1 })
})

it('notes a session as active when its person does something, and not for what the app does', async () => {
  const noted: string[] = []
  running = await runGateway(ports)
  const { find } = ports.sessions
  const socket = await connect(ana)
  ports.sessions.find = (id) => {
    noted.push(id)
    return find(id)
  }
  // The handshake noted it.
  await socket.ask('activity:report', { visible: true, input: true })
  const later = performance.now() + 61_000
  vi.spyOn(performance, 'now').mockImplementation(() => later)
  await socket.ask('activity:report', { visible: true, input: false })
  expect(noted).toEqual([])
  await socket.ask('activity:report', { visible: true, input: true })
  await socket.ask('activity:report', { visible: true, input: true })
  expect(noted).toEqual([ana.sessionId])
})

it('has clients compare heads when the relay doubts', async () => {
  let doubt = (): void => {}
  const { relay } = ports
  running = await runGateway({
    ...ports,
    relay: {
      publish: relay.publish,
      flush: relay.flush,
      connected: true,
      close: relay.close,
      listen: (listener, doubted) => {
        doubt = doubted
        return relay.listen(listener, doubted)
      },
    },
  })
  const [one, two] = [await connect(ana), await connect(await ports.addPerson('bea'))]
  doubt()
  await Promise.all([one.hears('heads:doubted'), two.hears('heads:doubted')])
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
