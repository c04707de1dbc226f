import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@/server/application/account-ports'
import {
  connectSocket,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
} from '@/server/testing/gateway-stage'
import { openRawWebSocket } from '@/server/testing/raw-web-socket'
import { createHandlers } from './handlers'
import { RATES, type RequestName } from './rates'

let ports: ReturnType<typeof memoryPorts>
let running: RunningGateway | null
let ana: Actor
let bea: Actor
const sockets: TestSocket[] = []

beforeEach(async () => {
  running = null
  ports = memoryPorts()
  ana = await ports.addPerson('ana')
  bea = await ports.addPerson('bea')
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  await running?.stop()
})

async function connect(actor: Actor, forwardedFor?: string): Promise<TestSocket> {
  const io = forwardedFor ? { extraHeaders: { 'x-forwarded-for': forwardedFor } } : {}
  const socket = await connectSocket(running?.url ?? '', ports, actor, { io })
  sockets.push(socket)
  return socket
}

const refusal = (actor: Actor, forwardedFor?: string) =>
  connect(actor, forwardedFor).then(
    () => null,
    (error: { data?: unknown }) => error.data,
  )

// What is served is what counts, also if a type was got round.
const names = Object.keys(
  createHandlers({ useCases: {}, sessions: {}, tracker: {}, watch: {} } as never),
) as RequestName[]

describe('every request', () => {
  it('has a rate', () => {
    expect(Object.keys(RATES).sort()).toEqual([...names].sort())
  })

  it.each(names)('%s is refused with when to ask again, on all sockets of the session and no others', async (name) => {
    running = await runGateway(ports)
    const [one, another, other] = [await connect(ana), await connect(ana), await connect(bea)]
    const input = { text: 'of no form' }
    const answers = await Promise.all(
      Array.from({ length: RATES[name].burst + 100 }, (_, n) => (n % 2 ? one : another).ask(name, input)),
    )
    const refused = answers.filter((answer) => !answer.ok && answer.code === 'rate_limited')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({ retryAfterMs: expect.any(Number), message: expect.stringMatching(/[.!?]$/) })
    expect(await other.ask(name, input)).not.toMatchObject({ code: 'rate_limited' })
    expect(one.connected).toBe(true)
  })
})

describe('connections', () => {
  it('of one user are so many and no more', async () => {
    running = await runGateway(ports, { connections: { perUser: 2, perAddress: 100, unknownForMs: 10_000 } })
    await connect(ana)
    await connect(ana)
    expect(await refusal(ana)).toMatchObject({ ok: false, code: 'rate_limited', retryAfterMs: expect.any(Number) })
    expect(await refusal(bea)).toBeNull()
    sockets[0]?.close()
    await expect.poll(() => refusal(ana)).toBeNull()
  })

  it('from one address are so many and no more', async () => {
    running = await runGateway(ports, { connections: { perUser: 100, perAddress: 2, unknownForMs: 10_000 } })
    await connect(ana)
    await connect(bea, '9.9.9.9')
    // Nobody stands before us: what a header says is its sender's own word.
    expect(await refusal(ana, '8.8.8.8')).toMatchObject({ code: 'rate_limited' })
  })

  it('come from where the proxy says, if there is one', async () => {
    running = await runGateway(ports, {
      proxied: true,
      connections: { perUser: 100, perAddress: 2, unknownForMs: 10_000 },
    })
    await connect(ana, '9.9.9.9')
    await connect(ana, '1.2.3.4, 9.9.9.9')
    expect(await refusal(ana, '5.6.7.8, 9.9.9.9')).toMatchObject({ code: 'rate_limited' })
    expect(await refusal(bea, '8.8.8.8')).toBeNull()
  })

  it('are closed when nobody says who they are, however alive they seem', async () => {
    running = await runGateway(ports, { connections: { perUser: 100, perAddress: 100, unknownForMs: 300 } })
    const stranger = { tickets: { issue: () => 'nonsense', read: () => null } }
    const socket = await openRawWebSocket(running.url, stranger, ana, '44')
    socket.say('3')
    await socket.closed
    const known = await openRawWebSocket(running.url, ports, ana)
    const gone = await Promise.race([
      known.closed.then(() => true),
      new Promise((resolve) => setTimeout(resolve, 600, false)),
    ])
    expect(gone).toBe(false)
    known.destroy()
  })
})
