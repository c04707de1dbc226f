import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, signUp } from '@/client/node'
import type { Actor } from '../application/account-ports'
import type { Ports } from '../application/ports'
import { signedTickets } from '../infrastructure/auth/tickets'
import { openSecrets } from '../infrastructure/data-folder'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { startFaultProxy } from '../testing/fault-proxy'
import { connectSocket } from '../testing/gateway-stage'
import { findNatsServer } from '../testing/nats'
import { openRawWebSocket } from '../testing/raw-web-socket'
import { type Cluster, openCluster } from './open-cluster'

const ACCOUNT = { userName: 'ana', fullName: 'Ana', password: 'correct horse battery' }
const ROUNDS = 5
const EACH = 12
/** A peer that is gone without a word is noticed by the next pings. */
const NOTICED = { timeout: 120_000, interval: 250 }

describe.skipIf(findNatsServer() === null || !fs.existsSync('/proc/self/fd'))('a gateway’s process', () => {
  let folder: string
  let database: TestDatabase
  let cluster: Cluster
  let ports: Pick<Ports, 'tickets'>
  let ana: Actor

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-descriptors-'))
    database = await createTestDatabase()
    cluster = await openCluster({ dataFolder: folder, databaseUrl: database.url, gateways: 1, webs: 1 })
    ports = { tickets: signedTickets(openSecrets(folder).secret) }
    const { url } = cluster
    await signUp({ url, ...ACCOUNT })
    const person = await connect({ url, ...ACCOUNT })
    ana = { userId: person.userId, sessionId: person.client.me.getState().sessionId }
    await person.close()
  })

  afterAll(async () => {
    await cluster?.stop()
    await database?.drop()
    if (folder) fs.rmSync(folder, { recursive: true, force: true })
  })

  const gateway = () => cluster.gateways[0] ?? { pid: 0, url: '' }

  /** Less its connections to the database, of which pools keep as many as they like. */
  function descriptors(): number {
    const folder = `/proc/${gateway().pid}/fd`
    const open = fs.readdirSync(folder).flatMap((name) => linkOf(`${folder}/${name}`))
    const toDatabase = socketsTo(Number(new URL(database.url).port))
    return open.filter((link) => !toDatabase.has(link)).length
  }

  async function comeAndGo(): Promise<void> {
    const { url } = gateway()
    const polite = await connectSocket(url, ports, ana)
    await polite.ask('heads:compare', { digest: '', people: [] })
    polite.close()
    const polling = await connectSocket(url, ports, ana, { io: { transports: ['polling'] } })
    polling.close()
    await connectSocket(url, ports, ana, { auth: { ticket: 'nonsense', protocol: 1 } }).catch(() => {})
    const killed = await openRawWebSocket(url, ports, ana)
    killed.destroy()
    const slow = await openRawWebSocket(url, ports, ana)
    slow.stopReading()
    slow.destroy()
  }

  /** Connections whose other end falls silent without closing. Answers what puts the test's own away. */
  async function fallSilent(): Promise<() => Promise<void>> {
    const way = await startFaultProxy(Number(new URL(gateway().url).port))
    const url = `http://127.0.0.1:${way.port}`
    const sockets = await Promise.all(Array.from({ length: EACH }, () => openRawWebSocket(url, ports, ana)))
    way.silence()
    return async () => {
      for (const socket of sockets) socket.destroy()
      await way.close()
    }
  }

  it('holds as many descriptors as before, however connections ended', { timeout: 300_000 }, async () => {
    await Promise.all(Array.from({ length: EACH }, comeAndGo))
    let before = descriptors()
    // What it needs once, like a thread's, is there after the first; connections for questions are closed by who asked.
    await expect
      .poll(
        () => {
          const now = descriptors()
          const settled = now >= before
          before = Math.min(before, now)
          return settled
        },
        { ...NOTICED, interval: 6_000 },
      )
      .toBe(true)
    for (let round = 0; round < ROUNDS; round += 1) await Promise.all(Array.from({ length: EACH }, comeAndGo))
    const putAway = await fallSilent()
    expect(descriptors()).toBeGreaterThan(before)
    await expect.poll(descriptors, NOTICED).toBeLessThanOrEqual(before)
    await putAway()
  })
})

function linkOf(descriptor: string): string[] {
  try {
    return [fs.readlinkSync(descriptor)]
  } catch {
    // It was closed while the folder was read.
    return []
  }
}

/** Of this machine, those to a port, as links of descriptors name them. */
function socketsTo(port: number): ReadonlySet<string> {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => fs.readFileSync(file, 'utf8').split('\n').slice(1))
  const columns = rows.map((row) => row.trim().split(/\s+/))
  const these = columns.filter(([, , remote]) => Number.parseInt(remote?.split(':')[1] ?? '', 16) === port)
  return new Set(these.map((row) => `socket:[${row[9]}]`))
}
