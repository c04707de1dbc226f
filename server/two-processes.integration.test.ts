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

/** Pages in one process and sockets in another, as they run on several machines. */
const hasNats = findNatsServer() !== null

let folder: string
let nats: TestNats
let database: TestDatabase
let web: AppProcess
let gateway: AppProcess
const people: NodeClient[] = []

beforeAll(async () => {
  if (!hasNats) return
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-two-'))
  nats = await startNats()
  database = await createTestDatabase({ empty: true })
  const webPort = await freePort()
  const shared = {
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    KITH_SECRET: 's'.repeat(32),
    KITH_URL: `http://127.0.0.1:${webPort}`,
  }
  gateway = startApp({ entry: 'gateway', port: await freePort(), dataFolder: folder, env: shared })
  await gateway.ready()
  const env = { ...shared, KITH_GATEWAY_URL: gateway.url }
  web = startApp({ entry: 'web', port: webPort, dataFolder: folder, env })
  await web.ready()
})

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()))
  const codes = await Promise.all([web, gateway].map((app) => app?.stop()))
  await nats?.stop()
  await database?.drop()
  if (folder) fs.rmSync(folder, { recursive: true })
  if (hasNats) expect(codes).toEqual([0, 0])
})

async function person(userName: string): Promise<NodeClient> {
  const { url } = web
  await signUp({ url, userName, fullName: userName, password: PASSWORD })
  const client = await connect({ url, userName, password: PASSWORD })
  people.push(client)
  return client
}

test.runIf(hasNats)('people whose pages and sockets are in different processes talk live', async () => {
  const [ana, bea] = [await person('ana'), await person('bea')]
  const heard: LogEvent[] = []
  bea.follow((event) => heard.push(event))
  const conversation = await ana.openDirect(bea.userId)
  // Committed by the pages' process, heard through the other.
  const { places } = await ana.trpc.messages.send.mutate({
    clientId: randomUUID(),
    places: [{ conversationId: conversation }],
    text: 'Hello from afar',
    createdAt: new Date().toISOString(),
  })
  const seq = places[0]?.seq ?? 0
  await expect.poll(() => heard.map((event) => event.seq)).toContain(seq)
  await expect
    .poll(() => ana.client.overview.getState().lines[0]?.receipts, { timeout: 10_000 })
    .toMatchObject({ delivered: seq })
})

test.runIf(hasNats)('a gateway whose relay is away is not ready, and is again afterwards', async () => {
  const ready = () => fetch(`${gateway.url}/readyz`).then(({ status }) => status)
  await nats.whileAway(async () => {
    await expect.poll(ready, { timeout: 20_000 }).toBe(503)
  })
  await expect.poll(ready, { timeout: 20_000 }).toBe(200)
})
