import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, type NodeClient, signUp } from '@/client/node'
import { refusalOfTrpc } from '@/client/trpc'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { type AppProcess, freePort, postgresPid, startApp } from './testing/app-process'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { type FaultProxy, startFaultProxy } from './testing/fault-proxy'

const PASSWORD = 'correct horse battery'
const LONG = { timeout: 45_000, interval: 100 }

/** Something that the app needs, and that goes away and comes back. */
interface Away {
  readonly env: Record<string, string>
  go(): Promise<void> | void
  back(): Promise<void> | void
  close(): Promise<void>
}

let folder: string
let app: AppProcess
let away: Away
const clients: NodeClient[] = []

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-away-'))
})

afterEach(async () => {
  await away?.back()
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await app?.stop()
  await away?.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

async function behindProxy(breaks: (proxy: FaultProxy) => void): Promise<Away> {
  const database: TestDatabase = await createTestDatabase()
  const url = new URL(database.url)
  const proxy = await startFaultProxy(Number(url.port || 5432))
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  return {
    env: { DATABASE_URL: url.href },
    go: () => breaks(proxy),
    back: () => proxy.heal(),
    close: async () => {
      await proxy.close()
      await database.drop()
    },
  }
}

function embedded(): Away {
  const signal = (name: NodeJS.Signals) => () => {
    for (const pid of processesBelow(postgresPid(path.join(folder, 'data')))) process.kill(pid, name)
  }
  return { env: {}, go: signal('SIGSTOP'), back: signal('SIGCONT'), close: async () => {} }
}

function processesBelow(root: number | null): number[] {
  if (root === null) return []
  const parents = fs.readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readStat(name) : null
    return stat ? [{ pid: Number(name), parent: Number(stat.split(') ')[1]?.split(' ')[1]) }] : []
  })
  return [root, ...parents.filter(({ parent }) => parent === root).map(({ pid }) => pid)]
}

function readStat(pid: string): string | null {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
}

async function person(userName: string): Promise<NodeClient> {
  const { url } = app
  await signUp({ url, userName, fullName: userName, password: PASSWORD })
  const client = await connect({ url, userName, password: PASSWORD })
  clients.push(client)
  return client
}

const said = (events: readonly LogEvent[], from: string): string[] =>
  events.flatMap((event) => (event.kind === 'message:posted' && event.actorId === from ? event.message.text : []))

const readiness = async (): Promise<number> => (await fetch(`${app.url}/readyz`)).status

/** What a request is refused with; undefined: it was answered. */
const refusal = (request: Promise<unknown>): Promise<string | undefined> =>
  request.then(
    () => undefined,
    (error: unknown) => refusalOfTrpc(error).code,
  )

function writeMore(person: NodeClient, id: ConversationId, texts: string[]): void {
  const text = `${texts.length}`
  texts.push(text)
  person.client.conversation(id).send(text)
}

describe.each<[string, () => Promise<Away> | Away]>([
  ['falls silent', () => behindProxy((proxy) => proxy.silence())],
  ['is killed', () => behindProxy(killed)],
  ['is stopped', embedded],
])('when Postgres %s', (_name, open) => {
  it('sends wait, what is here is readable, requests are refused for now, and nothing is lost afterwards', async () => {
    away = await open()
    app = startApp({ port: await freePort(), dataFolder: path.join(folder, 'data'), env: away.env })
    await app.ready()
    const [ana, bea] = [await person('ana'), await person('bea')]
    const id = await ana.openDirect(bea.userId)
    const heard: LogEvent[] = []
    bea.follow((event) => heard.push(event))
    const texts: string[] = []
    for (let n = 0; n < 5; n++) writeMore(ana, id, texts)
    await expect.poll(() => said(heard, ana.userId), LONG).toEqual(texts)
    const chat = await ana.open(id)

    await away.go()
    for (let n = 0; n < 5; n++) writeMore(ana, id, texts)
    const requests = [
      ana.trpc.conversations.overview.query(),
      ana.trpc.messages.history.query({ conversationId: id, limit: 10 }),
      ana.trpc.me.get.query(),
      ana.trpc.users.profiles.query({ userIds: [bea.userId] }),
      bea.trpc.auth.ticket.mutate(),
    ]
    expect(await Promise.all(requests.map(refusal))).toEqual(requests.map(() => 'busy'))
    await expect.poll(readiness, LONG).toBe(503)
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    const { status, events, pending } = chat.store.getState()
    expect(status).toBe('ready')
    expect(said(events, ana.userId)).toEqual(texts.slice(0, 5))
    expect(pending.map(({ text }) => text)).toEqual(texts.slice(5))
    for (let n = 0; n < 5; n++) writeMore(ana, id, texts)

    await away.back()
    await expect.poll(readiness, LONG).toBe(200)
    await expect.poll(() => said(heard, ana.userId), LONG).toEqual(texts)
    await expect.poll(() => ana.client.pending.getState(), LONG).toEqual([])
    for (let n = 0; n < 5; n++) writeMore(ana, id, texts)
    await expect.poll(() => said(heard, ana.userId), LONG).toEqual(texts)
    expect(app.ended).toBeUndefined()
  }, 150_000)
})

function killed(proxy: FaultProxy): void {
  proxy.refuse()
  proxy.cut()
}
