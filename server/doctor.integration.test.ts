import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AppProcess, freePort, startApp } from './testing/app-process'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { findNatsServer, startNats, type TestNats } from './testing/nats'
import { type Ran, runCommand } from './testing/run-command'
import { openWeb } from './testing/web'

const TOOL_MS = 120_000
let folder: string
let app: AppProcess
let database: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-doctor-'))
  database = await createTestDatabase()
  const port = await freePort()
  env = { DATABASE_URL: database.url, KITH_DATA: path.join(folder, 'data'), PORT: String(port) }
  app = startApp({ port, dataFolder: env.KITH_DATA ?? '', env: { DATABASE_URL: database.url } })
  await app.ready()
})
afterAll(async () => {
  await app.stop()
  await database.drop()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** The lines that say what is wrong, each with its mend. */
function wrongIn({ said }: Ran): string[] {
  return [...said.matchAll(/^✗ .*\n {4}.*$/gm)].map(([both]) => both.replace(/\n +/, ' — '))
}

test(
  'of a Kith that is well the doctor says so',
  async () => {
    const ran = await runCommand('doctor', [], env)
    expect(wrongIn(ran)).toEqual([])
    expect(ran).toMatchObject({ code: 0, complained: '' })
    for (const what of ['Pages', 'Socket', 'Large requests', 'Database', 'Schema', 'Clock', 'Files', 'Disk'])
      expect(ran.said).toContain(`✓ ${what}: `)
    expect(ran.said).toContain('· Relay: One process')
    expect(
      fs
        .readdirSync(path.join(folder, 'data/blobs'), { recursive: true, withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() &&
            entry.name.length === 64 &&
            fs.statSync(path.join(entry.parentPath, entry.name)).size === 32,
        ),
    ).toEqual([])
  },
  TOOL_MS,
)

const DIAGNOSES: readonly [string, () => Promise<Record<string, string>>, RegExp][] = [
  [
    'a database that is stopped',
    async () => ({ DATABASE_URL: `postgresql://kith:hunter2@127.0.0.1:${await freePort()}/kith` }),
    /^✗ Database: It can’t be reached: .*ECONNREFUSED.* — Start Postgres, and check DATABASE_URL/,
  ],
  [
    'a NATS that is stopped',
    async () => ({ NATS_URL: `nats://127.0.0.1:${await freePort()}` }),
    /^✗ Relay: NATS can’t be reached. — Start nats-server, and check NATS_URL/,
  ],
  [
    'a folder of files that can’t be written to',
    async () => {
      const data = fs.mkdtempSync(path.join(folder, 'sealed-'))
      // What belongs to the kernel takes nothing, not even from root.
      fs.symlinkSync('/sys', path.join(data, 'blobs'))
      return { KITH_DATA: data }
    },
    /^✗ Files: The store can’t be used: (EPERM|EACCES|EROFS).* — Let Kith’s user write to blobs\//,
  ],
  [
    'a bucket that is out of reach',
    async () => ({
      KITH_S3_BUCKET: 'kith',
      KITH_S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      KITH_S3_KEY: 'a',
      KITH_S3_SECRET: 'hunter2',
    }),
    /^✗ Files: The store can’t be used: .*ECONNREFUSED.* — Check that the store runs, KITH_S3_ENDPOINT/,
  ],
  [
    'a clock that is five minutes late',
    async () => ({
      NODE_OPTIONS: '--import=data:text/javascript,const%20real=Date.now;Date.now=()=>real()-300000',
    }),
    /^✗ Clock: The database’s is (299\.\d|300\.\d) s ahead of this process’s. — Let both machines keep time/,
  ],
]

test.each(DIAGNOSES)(
  '%s is found alone, with its mend',
  async (_what, breaking, expected) => {
    const ran = await runCommand('doctor', [], { ...env, ...(await breaking()) })
    expect(wrongIn(ran)).toEqual([expect.stringMatching(expected)])
    expect(ran.code).toBe(1)
    expect(ran.said + ran.complained).not.toContain('hunter2')
  },
  TOOL_MS,
)

test(
  'a Kith that doesn’t run is found from outside, too',
  async () => {
    const ran = await runCommand('doctor', [], { ...env, PORT: String(await freePort()) })
    expect(wrongIn(ran)).toEqual([
      expect.stringMatching(/^✗ Pages: .* can’t be reached: ECONNREFUSED — Start Kith/),
      expect.stringMatching(/^✗ Socket: No websocket gets through/),
      expect.stringMatching(/^✗ Large requests: 4 MB don’t get through/),
    ])
  },
  TOOL_MS,
)

test(
  'a proxy that passes neither upgrades nor large bodies is found',
  async () => {
    const proxy = http.createServer((request, response) => {
      if (Number(request.headers['content-length'] ?? 0) > 1_000_000) {
        request.resume()
        response.writeHead(413, { Connection: 'close' }).end()
        return
      }
      fetch(app.url + request.url).then(
        async (answer) => response.writeHead(answer.status).end(await answer.text()),
        () => response.destroy(),
      )
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const ran = await runCommand('doctor', [], { ...env, KITH_URL: url })
    expect(wrongIn(ran)).toEqual([
      expect.stringMatching(/^✗ Socket: .* — Let the proxy pass Upgrade and Connection/),
      expect.stringMatching(/^✗ Large requests: 4 MB .* — Let the proxy take bodies of 16 MB/),
    ])
    proxy.closeAllConnections()
    await new Promise((resolve) => proxy.close(resolve))
  },
  TOOL_MS,
)

test(
  'an older schema is found',
  async () => {
    const old = await createTestDatabase()
    await old.pool.query(
      'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)',
    )
    const ran = await runCommand('doctor', [], { ...env, DATABASE_URL: old.url })
    expect(wrongIn(ran)).toEqual([
      expect.stringMatching(/^✗ Schema: .* — Start the whole app or a gateway of this version/),
    ])
    await old.drop()
  },
  TOOL_MS,
)

test('the probe takes what a piece of a file takes, and no end of it', async () => {
  const to = `${app.url}/uploads/probe`
  const answer = await fetch(to, { method: 'POST', body: new Uint8Array(4 * 1024 * 1024) })
  expect(await answer.json()).toEqual({ ok: true, bytes: 4 * 1024 * 1024 })
  await expect(fetch(to, { method: 'POST', body: new Uint8Array(20 * 1024 * 1024) })).rejects.toThrow()
})

test('only admins are told how the server is', async () => {
  const web = await openWeb()
  const admin = await web.person('ana')
  const other = await web.person('bea')
  const findings = await admin.call.admin.health()
  expect(findings.map(({ what, state }) => `${what} ${state}`)).toEqual([
    'Database good',
    'Schema good',
    'Clock good',
    'Relay told',
    'Files good',
    'Disk good',
    'Notifications told',
    'Mail told',
  ])
  await expect(other.call.admin.health()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(web.anybody.admin.health()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  await web.close()
})

describe.skipIf(findNatsServer() === null)('gateways on a relay', () => {
  const servers: TestNats[] = []
  const gateways: AppProcess[] = []
  const SECRET = 'a secret of these tests, of enough characters'
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.stop()
    for (const server of servers.splice(0)) await server.stop()
  })

  async function nats(): Promise<TestNats> {
    const server = await startNats()
    servers.push(server)
    return server
  }

  async function gateway(shared: Record<string, string>): Promise<AppProcess> {
    const dataFolder = fs.mkdtempSync(path.join(folder, 'gateway-'))
    const one = startApp({ entry: 'gateway', port: await freePort(), dataFolder, env: shared })
    gateways.push(one)
    await one.ready()
    return one
  }

  test(
    'all answer by it, and one that is on another is missed',
    async () => {
      const own = await createTestDatabase()
      const { url } = await nats()
      const shared = { DATABASE_URL: own.url, NATS_URL: url, KITH_SECRET: SECRET, KITH_URL: app.url }
      const [first] = [await gateway(shared), await gateway(shared)]
      const see = { ...shared, KITH_DATA: path.join(folder, 'data'), KITH_GATEWAY_URL: first?.url ?? '' }
      const ran = await runCommand('doctor', [], see)
      expect(wrongIn(ran)).toEqual([])
      expect(ran.said).toMatch(/✓ Relay: All 2 gateways answered within \d+ ms: [0-9a-f]{8}, [0-9a-f]{8}\./)

      await gateway({ ...shared, NATS_URL: (await nats()).url })
      expect(wrongIn(await runCommand('doctor', [], see))).toEqual([
        expect.stringMatching(
          /^✗ Relay: 2 of 3 gateways answered; not [0-9a-f]{8}. — Give every process the same NATS_URL/,
        ),
      ])
      for (const one of gateways.splice(0)) await one.stop()
      await own.drop()
    },
    TOOL_MS,
  )
})
