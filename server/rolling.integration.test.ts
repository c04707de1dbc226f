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
import { installNextVersion } from './testing/next-version'

const PASSWORD = 'correct horse battery'
const MOST_WAITING = 20
const LONG = { timeout: 45_000 }
const hasNats = findNatsServer() !== null

/** Two of each, and a balancer before each two, as they are replaced one after the other. */
interface Pair {
  readonly url: string
  readonly apps: AppProcess[]
  /** SIGTERM, then another in its place, of the version installed at `root`. Answers what the old one ended with. */
  replace(index: number, root?: string): Promise<number | string>
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
  const start = async (root?: string): Promise<AppProcess> => {
    const app = startApp({ entry, port: await freePort(), dataFolder: folder, env, ...(root ? { root } : {}) })
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
    async replace(index, root) {
      const code = (await apps[index]?.stop()) ?? 'nothing'
      apps[index] = await start(root)
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

/** Three people who write and read in a group of their own without end, and what they wrote and heard. */
async function crowd(name: string) {
  const there = [await person(`ana.${name}`), await person(`bea.${name}`), await person(`carl.${name}`)]
  const [ana, ...others] = there
  if (!ana) throw new Error('Somebody has to begin.')
  const { conversationId } = await ana.trpc.conversations.createGroup.mutate({
    name: 'Hiking',
    userIds: others.map(({ userId }) => userId),
  })
  const heard = there.map((one) => {
    const events: LogEvent[] = []
    one.follow((event) => event.conversationId === conversationId && events.push(event))
    return events
  })
  await expect.poll(() => there.every((one) => knows(one, conversationId)), LONG).toBe(true)

  const failures: string[] = []
  for (const one of there) {
    one.client.pending.subscribe((pending) => {
      for (const { status, text } of pending) if (status === 'failed') failures.push(`${text} was not sent`)
    })
  }
  const written = new Map(there.map((one) => [one.userId, [] as string[]]))
  let over = false
  const writing = there.map(async (one, index) => {
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
  return {
    /** Ends it, and expects that everybody has everything once, in one order, and nobody saw an error. */
    async expectWhole(): Promise<void> {
      over = true
      await Promise.all([...writing, reading])
      const all = [...written.values()].reduce((sum, texts) => sum + texts.length, 0)
      for (const events of heard) await expect.poll(() => said(events).length, LONG).toBe(all)
      for (const events of heard) expect(said(events)).toEqual(said(heard[0] ?? []))
      for (const [userId, texts] of written) {
        expect(said((heard[0] ?? []).filter((event) => 'actorId' in event && event.actorId === userId))).toEqual(texts)
      }
      expect(failures).toEqual([])
    },
  }
}

test.runIf(hasNats)(
  'processes are replaced one after the other, and nobody who writes and reads meanwhile sees an error',
  async () => {
    const talk = await crowd('one')
    const codes: (number | string)[] = []
    for (const index of [0, 1]) codes.push(await gateways.replace(index))
    for (const index of [0, 1]) codes.push(await webs.replace(index))
    expect(codes).toEqual([0, 0, 0, 0])
    await talk.expectWhole()
  },
  150_000,
)

/** What a later version might add: to every table that sends and reads go through, in ways the old one doesn't know. */
const ADDITIONS = [
  'users',
  'sessions',
  'conversations',
  'members',
  'messages',
  'placements',
  'log',
  'presence',
  'attempts',
]
  .map(
    (table) => `ALTER TABLE "${table}" ADD COLUMN next_note text, ADD COLUMN next_count integer NOT NULL DEFAULT 7;
CREATE INDEX next_${table} ON "${table}" (next_count);`,
  )
  .concat(
    'CREATE TABLE next_things (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint REFERENCES users);',
  )
  .join('\n')

test.runIf(hasNats)(
  'a version with a migration takes over while the old one runs, and nobody who writes and reads meanwhile sees an error',
  async () => {
    const root = installNextVersion(path.join(folder, 'next'), ADDITIONS)
    const talk = await crowd('two')
    const codes = [await gateways.replace(0, root)]
    const { rows } = await database.pool.query('SELECT count(*)::int AS count FROM next_things')
    expect(rows).toEqual([{ count: 0 }])
    const late = await crowd('late')
    for (const app of [...gateways.apps, ...webs.apps]) expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
    codes.push(await gateways.replace(1, root))
    for (const index of [0, 1]) codes.push(await webs.replace(index, root))
    expect(codes).toEqual([0, 0, 0, 0])
    await talk.expectWhole()
    await late.expectWhole()
  },
  200_000,
)

const said = (events: readonly LogEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'message:posted' ? event.message.text : []))

const knows = (one: NodeClient, id: ConversationId): boolean =>
  one.client.overview.getState().lines.some(({ entry }) => entry.conversation.id === id)
