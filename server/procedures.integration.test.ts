import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import type { NextConfig } from 'next'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerProcedures } from './procedures'
import { openWeb, type Person, type Web } from './testing/web'

const NEXT_CONFIG = new URL('../next.config.js', import.meta.url).href
const FROM = 'x-forwarded-for'

let web: Web
let ana: Person
let cookie: string
let server: http.Server
/** Where each request came from, by what the limits were told. */
const addresses: string[] = []

beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
  cookie = await web.cookie(ana.actor)
  server = serve({})
  await once(server, 'listening')
})
afterAll(async () => {
  server.close()
  await web.close()
})

function serve(env: Partial<Web['container']['env']>): http.Server {
  const limits = { take: (_: string, { address }: { address: string }) => void addresses.push(address) }
  const container = { ...web.container, limits, env: { ...web.container.env, ...env } }
  const answer = answerProcedures(container)
  return http
    .createServer((request, response) => {
      if (!answer(request, response)) response.writeHead(404).end('not a procedure')
    })
    .listen(0, '127.0.0.1')
}

interface Answered {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

const portOf = (of: http.Server) => (of.address() as AddressInfo).port

async function ask(path: string, options: http.RequestOptions = {}, body: string | null = null, of = server) {
  const request = http.request({ port: portOf(of), path, agent: false, ...options })
  request.on('error', () => {})
  request.end(body)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const answered: Answered = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks),
  }
  return answered
}

it('answers the signed-in by their cookie', async () => {
  const { status, body } = await ask('/api/trpc/me.get', { headers: { cookie } })
  expect(status).toBe(200)
  expect(JSON.parse(body.toString()).result.data).toMatchObject({ sessionId: ana.actor.sessionId })
})

it('takes what is changed', async () => {
  const headers = { cookie, 'content-type': 'application/json' }
  const body = JSON.stringify({ about: 'By the “sea”' })
  const { status } = await ask('/api/trpc/me.change', { method: 'POST', headers }, body)
  expect(status).toBe(200)
  expect((await ana.call.me.get()).profile.about).toBe('By the “sea”')
})

it('leaves everything else to the pages', async () => {
  const others = await Promise.all([
    ask('/'),
    ask('/api/trpc'),
    ask('/api/trpcs/me.get'),
    ask('/api/trpc/me.get', { method: 'DELETE' }),
  ])
  expect(others.map(({ body }) => body.toString())).toEqual(others.map(() => 'not a procedure'))
})

it('has the headers that Next.js gives to procedures', async () => {
  const { headers } = await ask('/api/trpc/me.find')
  const { default: nextConfig } = (await import(NEXT_CONFIG)) as { default: NextConfig }
  const [everywhere, procedures] = (await nextConfig.headers?.()) ?? []
  const configured = [...(everywhere?.headers ?? []), ...(procedures?.headers ?? [])]
  expect(configured).toHaveLength(5)
  expect(headers).toMatchObject(Object.fromEntries(configured.map(({ key, value }) => [key.toLowerCase(), value])))
  expect(headers['cache-control']).toBe('no-store')
})

it('compresses what is long for those who understand it', async () => {
  const path = `/api/trpc/${Array(20).fill('me.get').join()}?batch=1&input=%7B%7D`
  const plain = await ask(path, { headers: { cookie } })
  const packed = await ask(path, { headers: { cookie, 'accept-encoding': 'br, gzip' } })
  expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip'])
  expect(JSON.parse(gunzipSync(packed.body).toString())).toEqual(JSON.parse(plain.body.toString()))
})

it.each([
  ['that says so', { 'content-length': '16100000' }],
  ["that doesn't", { 'transfer-encoding': 'chunked' }],
])('refuses a body that is too large, %s', async (_, headers) => {
  const options = { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers } }
  const { status, body } = await ask('/api/trpc/me.change', options, 'x'.repeat(16_100_000))
  expect(status).toBe(413)
  expect(JSON.parse(body.toString()).error.data.kith.code).toBe('too_long')
})

it('believes a proxy where a request comes from, and nobody else', async () => {
  const headers = { [FROM]: '198.51.100.7' }
  addresses.length = 0
  await ask('/api/trpc/me.find', { headers })
  const proxied = serve({ url: 'https://kith.example' })
  await once(proxied, 'listening')
  await ask('/api/trpc/me.find', { headers }, null, proxied)
  proxied.close()
  expect(addresses).toEqual(['127.0.0.1', '198.51.100.7'])
})
