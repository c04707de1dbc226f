import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Balancer, startBalancer } from './balancer'

/** A process behind the balancer. */
class Backend {
  readonly seen: string[] = []
  ready = true
  /** It doesn't answer whether it is ready. */
  hangs = false
  answers: (request: IncomingMessage, response: ServerResponse) => void
  readonly server: http.Server

  constructor(readonly name: string) {
    this.answers = (_request, response) => response.end(name)
    this.server = http.createServer((request, response) => {
      if (request.url === '/readyz' && this.hangs) return undefined
      if (request.url === '/readyz') return response.writeHead(this.ready ? 200 : 503).end()
      this.seen.push(`${request.method} ${request.url}`)
      return this.answers(request, response)
    })
    this.server.on('upgrade', (_request, socket, head) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${name}:`)
      socket.write(head)
      socket.pipe(socket)
    })
  }
  async listen(port = 0): Promise<void> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
  }
  get port(): number {
    return (this.server.address() as AddressInfo).port
  }
  async close(): Promise<void> {
    if (!this.server.listening) return
    const closed = once(this.server, 'close')
    this.server.close()
    this.server.closeAllConnections()
    await closed
  }
}

let backends: { g1: Backend; g2: Backend; w1: Backend; w2: Backend }
let balancer: Balancer

beforeEach(async () => {
  backends = { g1: new Backend('g1'), g2: new Backend('g2'), w1: new Backend('w1'), w2: new Backend('w2') }
  await Promise.all(Object.values(backends).map((backend) => backend.listen()))
  const url = ({ port }: Backend) => `http://127.0.0.1:${port}`
  balancer = await startBalancer({
    gateways: { g1: url(backends.g1), g2: url(backends.g2) },
    webs: { w1: url(backends.w1), w2: url(backends.w2) },
    port: 0,
    host: '127.0.0.1',
  })
  await balancer.allReady()
})

afterEach(async () => {
  await balancer.close()
  await Promise.all(Object.values(backends).map((backend) => backend.close()))
})

const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${balancer.port}${path}`, init)
const text = async (path: string, init?: RequestInit) => (await ask(path, init)).text()
const seen = (...of: Backend[]) => of.flatMap((backend) => backend.seen)

it('sends sockets and uploads to gateways, and everything else to the pages', async () => {
  for (const path of ['/socket.io/?EIO=4', '/uploads', '/uploads/1']) await text(path)
  for (const path of ['/', '/uploads-of-mine', '/api/trpc/x']) await text(path)
  expect(seen(backends.g1, backends.g2).sort()).toEqual(['GET /socket.io/?EIO=4', 'GET /uploads', 'GET /uploads/1'])
  expect(seen(backends.w1, backends.w2).sort()).toEqual(['GET /', 'GET /api/trpc/x', 'GET /uploads-of-mine'])
})

it('has another one answer, body and all, where one cannot be reached', async () => {
  backends.w1.answers = backends.w2.answers = (request, response) => void request.pipe(response)
  await backends.w1.close()
  for (const word of ['one', 'two', 'three']) expect(await text('/api', { method: 'POST', body: word })).toBe(word)
  expect(backends.w2.seen).toHaveLength(3)
})

it('repeats what only reads when it died unanswered, and nothing else', async () => {
  const dies = (request: IncomingMessage) => request.socket.destroy()
  backends.w1.answers = dies
  expect([await text('/'), await text('/')]).toEqual(['w2', 'w2'])
  backends.w2.answers = dies
  const answer = await ask('/api', { method: 'POST', body: 'said once' })
  expect(answer.status).toBe(502)
  expect(seen(backends.w1, backends.w2).filter((one) => one === 'POST /api')).toHaveLength(1)
})

it('avoids what says that it is not ready, unless nobody is', async () => {
  backends.w1.ready = false
  await expect
    .poll(async () => (await Promise.all(['/', '/', '/', '/'].map((path) => text(path)))).join())
    .toBe('w2,w2,w2,w2')
  await backends.w2.close()
  expect(await text('/')).toBe('w1')
})

it('avoids what is too busy to say that it is ready, and has it answer when everybody is', async () => {
  const slow = (backend: Backend) => {
    backend.hangs = true
  }
  const four = () => Promise.all(['/', '/', '/', '/'].map((path) => text(path)))
  slow(backends.w1)
  await expect.poll(async () => (await four()).join(), { timeout: 20_000 }).toBe('w2,w2,w2,w2')
  slow(backends.w2)
  await expect.poll(async () => (await four()).sort().join(), { timeout: 20_000 }).toBe('w1,w1,w2,w2')
})

it('says that it will pass when there is nobody at all', async () => {
  await Promise.all([backends.w1.close(), backends.w2.close()])
  const answer = await ask('/')
  expect(answer.status).toBeGreaterThanOrEqual(502)
  expect(answer.headers.get('retry-after')).toBe('1')
})

it('asks one again that came back', async () => {
  const { port } = backends.w1
  await Promise.all([backends.w1.close(), backends.w2.close()])
  await text('/')
  const again = new Backend('again')
  await again.listen(port)
  await expect.poll(() => text('/')).toBe('again')
  await again.close()
})

it('keeps a browser’s polling and uploads at the gateway where they began, while it lives', async () => {
  const first = await ask('/socket.io/?transport=polling')
  const name = await first.text()
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  const others = Array.from({ length: 6 }, (_, n) => (n % 2 ? '/uploads/7' : '/socket.io/?transport=polling&sid=1'))
  for (const path of others) expect(await text(path, { headers: { cookie } })).toBe(name)
  await (name === 'g1' ? backends.g1 : backends.g2).close()
  const moved = await ask('/uploads/7', { headers: { cookie } })
  expect(await moved.text()).not.toBe(name)
  expect(moved.headers.get('set-cookie')).toContain('kith-gateway=')
})

async function upgrade(): Promise<{ socket: net.Socket; heard: () => string }> {
  const socket = net.connect(balancer.port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  socket.on('error', () => {})
  socket.write(
    'GET /socket.io/?transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  )
  await expect.poll(() => heard).toMatch(/\r\n\r\ng[12]:$/)
  return { socket, heard: () => heard }
}

it('joins sockets to the gateway that has fewest, and ends them with it', async () => {
  const [one, two] = [await upgrade(), await upgrade()]
  one.socket.write('Hello')
  await expect.poll(one.heard).toMatch(/Hello$/)
  expect([one.heard(), two.heard()].map((heard) => /g[12]/.exec(heard)?.[0]).sort()).toEqual(['g1', 'g2'])
  one.socket.destroy()
  const gone = once(two.socket, 'close')
  await balancer.close()
  await gone
})

it('joins a socket to another gateway where one is gone', async () => {
  await backends.g1.close()
  const { socket, heard } = await upgrade()
  expect(heard()).toContain('g2:')
  socket.destroy()
})

it('tells a backend where a request came from, whatever its sender says', async () => {
  backends.w1.answers = backends.w2.answers = ({ headers }, response) => response.end(JSON.stringify(headers))
  const headers = JSON.parse(
    await text('/', { headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' } }),
  )
  expect(headers).toMatchObject({
    host: `127.0.0.1:${balancer.port}`,
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
  })
})

it.each([
  ['a request', ''],
  ['a socket', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
])('goes on when who sent %s is gone before it was read', async (_, headers) => {
  for (let round = 0; round < 30; round++) {
    const socket = net.connect(balancer.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(`GET /socket.io/?sid=1 HTTP/1.1\r\nHost: x\r\n${headers}\r\n`)
    socket.resetAndDestroy()
    await once(socket, 'close')
  }
  expect(await text('/')).toMatch(/^w[12]$/)
})
