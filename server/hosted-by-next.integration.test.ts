import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type NodeClient, signUp } from '@/client/node'
import type { LogEvent } from '@/contracts/dto'
import { type AppProcess, freePort, startApp } from './testing/app-process'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { findNatsServer, startNats, type TestNats } from './testing/nats'

const PASSWORD = 'correct horse battery'
const hasNats = findNatsServer() !== null

/** The pages under plain Next, as a host of Next apps runs them, beside a gateway. */
let folder: string
let nats: TestNats
let database: TestDatabase
let pages: AppProcess
let gateway: AppProcess
let startGateway: () => Promise<void>
const people: NodeClient[] = []

beforeAll(async () => {
  if (!hasNats) return
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-hosted-'))
  nats = await startNats()
  database = await createTestDatabase({ empty: true })
  const [pagesPort, gatewayPort] = [await freePort(), await freePort()]
  const env = {
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    KITH_SECRET: 's'.repeat(32),
    KITH_URL: `http://127.0.0.1:${pagesPort}`,
    KITH_GATEWAY_URL: `http://127.0.0.1:${gatewayPort}`,
  }
  pages = startApp({ entry: 'next', port: pagesPort, dataFolder: folder, env })
  startGateway = async () => {
    gateway = startApp({ entry: 'gateway', port: gatewayPort, dataFolder: folder, env })
    await gateway.ready()
  }
})

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()))
  await pages?.kill()
  await gateway?.stop()
  await nats?.stop()
  await database?.drop()
  if (folder) fs.rmSync(folder, { recursive: true, force: true })
})

async function person(userName: string): Promise<NodeClient> {
  const { url } = pages
  await signUp({ url, userName, fullName: userName, password: PASSWORD })
  const client = await connect({ url, userName, password: PASSWORD })
  people.push(client)
  return client
}

test.runIf(hasNats)(
  'pages are not ready on a schema that is older, and are when a gateway has brought it up to date',
  async () => {
    const readiness = async () => {
      const answer = await fetch(`${pages.url}/readyz`).catch(() => null)
      return answer && { status: answer.status, ...(await answer.json()) }
    }
    await expect.poll(readiness, { timeout: 30_000 }).toEqual({
      status: 503,
      ready: false,
      problem: expect.stringContaining('from an older version of Kith'),
    })
    expect((await fetch(`${pages.url}/api/trpc/server.info`)).status).toBe(503)
    await startGateway()
    await pages.ready()
  },
)

test.runIf(hasNats)('what is said through a procedure is heard at once by whoever is at a gateway', async () => {
  const [ana, bea] = [await person('ana'), await person('bea')]
  const heard: LogEvent[] = []
  bea.follow((event) => heard.push(event))
  const conversation = await ana.openDirect(bea.userId)
  const { places } = await ana.trpc.messages.send.mutate({
    clientId: randomUUID(),
    places: [{ conversationId: conversation }],
    text: 'Hello from nowhere in particular',
    createdAt: new Date().toISOString(),
  })
  await expect.poll(() => heard.map(({ seq }) => seq)).toContain(places[0]?.seq)
})

test.runIf(hasNats)(
  'pages name the gateways that are configured now, and have the headers they always have',
  async () => {
    const { headers } = await fetch(`${pages.url}/sign-in`)
    expect(headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${gateway.url} ${gateway.url.replace('http', 'ws')};`,
    )
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
    const procedure = await fetch(`${pages.url}/api/trpc/server.info`)
    expect(procedure.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  },
)
