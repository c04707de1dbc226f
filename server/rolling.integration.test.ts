import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type NodeClient, signUp } from '@/client/node'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { type AppProcess, freePort, startApp } from './testing/app-process'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { findNatsServer, startNats, type TestNats } from './testing/nats'

const PASSWORD = 'correct horse battery'
const MOST_WAITING = 20
const LONG = { timeout: 45_000 }
const hasNats = findNatsServer() !== null

/** Two of each, and a balancer before each two, as they are replaced one after the other. */
interface Pair {
  readonly url: string
  readonly apps: AppProcess[]
  /** SIGTERM, then another in its place. Answers what the old one ended with. */
  replace(index: number): Promise<number | string>
  close(): Promise<(number | string)[]>
}

let folder: string
let nats: TestNats
let database: TestDatabase
let gateways: Pair
let webs: Pair
const people: NodeClient[] = []

beforeAll(async () => {
  if (!hasNats) return
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-rolling-'))
  nats = await startNats()
  database = await createTestDatabase()
  const webPort = await freePort()
  const shared = {
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    KITH_SECRET: 's'.repeat(32),
    KITH_URL: `http://127.0.0.1:${webPort}`,
  }
  gateways = await openPair('gateway', await freePort(), shared)
  webs = await openPair('web', webPort, { ...shared, KITH_GATEWAY_URL: gateways.url })
})

afterAll(async () => {
  if (!hasNats) return
  await Promise.all(people.map((person) => person.close()))
  const codes = [...((await webs?.close()) ?? []), ...((await gateways?.close()) ?? [])]
  await nats?.stop()
  await database?.drop()
  fs.rmSync(folder, { recursive: true, force: true })
  expect(codes).toEqual([0, 0, 0, 0])
})

async function openPair(entry: 'gateway' | 'web', port: number, env: Record<string, string>): Promise<Pair> {
  const start = async (): Promise<AppProcess> => {
    const app = startApp({ entry, port: await freePort(), dataFolder: folder, env })
    await app.ready()
    return app
  }
  const apps = [await start(), await start()]
  // Like a balancer that looks every moment who is ready, and otherwise knows nothing.
  const ready = new Set(apps)
  const look = setInterval(() => {
    for (const app of apps) {
      void fetch(`${app.url}/readyz`).then(
        ({ ok }) => (ok && apps.includes(app) ? ready.add(app) : ready.delete(app)),
        () => ready.delete(app),
      )
    }
  }, 100)
  let turn = 0
  const server = net.createServer((client) => {
    const able = apps.filter((app) => ready.has(app))
    turn += 1
    const app = able[turn % Math.max(1, able.length)]
    if (!app) return client.destroy()
    const upstream = net.connect(Number(new URL(app.url).port), '127.0.0.1')
    client.pipe(upstream).pipe(client)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    apps,
    async replace(index) {
      const code = (await apps[index]?.stop()) ?? 'nothing'
      apps[index] = await start()
      ready.add(apps[index])
      return code
    },
    async close() {
      clearInterval(look)
      const codes = await Promise.all(apps.map((app) => app.stop()))
      server.close()
      return codes
    },
  }
}

async function person(userName: string): Promise<NodeClient> {
  await signUp({ url: webs.url, userName, fullName: userName, password: PASSWORD })
  const client = await connect({ url: webs.url, userName, password: PASSWORD })
  people.push(client)
  return client
}

test.runIf(hasNats)(
  'processes are replaced one after the other, and nobody who writes and reads meanwhile sees an error',
  async () => {
    const [ana, bea, carl] = [await person('ana'), await person('bea'), await person('carl')]
    const { conversationId } = await ana.trpc.conversations.createGroup.mutate({
      name: 'Hiking',
      userIds: [bea.userId, carl.userId],
    })
    const heard = new Map([ana, bea, carl].map((one) => [one, [] as LogEvent[]]))
    for (const [one, events] of heard)
      one.follow((event) => event.conversationId === conversationId && events.push(event))
    await expect.poll(() => people.every((one) => knows(one, conversationId)), LONG).toBe(true)

    const failures: string[] = []
    for (const one of people) {
      one.client.pending.subscribe((pending) => {
        for (const { status, text } of pending) if (status === 'failed') failures.push(`${text} was not sent`)
      })
    }
    const written = new Map(people.map((one) => [one.userId, [] as string[]]))
    let over = false
    const writing = people.map(async (one, index) => {
      while (!over) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        if (one.client.pending.getState().length > MOST_WAITING) continue
        const texts = written.get(one.userId) ?? []
        texts.push(`${index}.${texts.length}`)
        one.client.conversation(conversationId).send(texts.at(-1) ?? '')
      }
    })
    const reading = (async () => {
      while (!over) {
        // As pages do: a request that failed by the network is an error that a person sees.
        await ana.trpc.messages.history
          .query({ conversationId, limit: 20 })
          .catch((error: unknown) => failures.push(`reading failed: ${error}`))
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })()

    const codes: (number | string)[] = []
    for (const index of [0, 1]) codes.push(await gateways.replace(index))
    for (const index of [0, 1]) codes.push(await webs.replace(index))
    over = true
    await Promise.all([...writing, reading])

    expect(codes).toEqual([0, 0, 0, 0])
    const all = [...written.values()].reduce((sum, texts) => sum + texts.length, 0)
    for (const [, events] of heard) await expect.poll(() => said(events).length, LONG).toBe(all)
    const orders = [...heard.values()].map(said)
    for (const order of orders) expect(order).toEqual(orders[0])
    for (const [userId, texts] of written) {
      const from = [...heard.values()][0]?.filter((event) => 'actorId' in event && event.actorId === userId) ?? []
      expect(said(from)).toEqual(texts)
    }
    expect(failures).toEqual([])
  },
  150_000,
)

const said = (events: readonly LogEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'message:posted' ? event.message.text : []))

const knows = (one: NodeClient, id: ConversationId): boolean =>
  one.client.overview.getState().lines.some(({ entry }) => entry.conversation.id === id)
