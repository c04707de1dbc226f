import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, signUp } from '@/client/node'
import { type AppProcess, freePort, postgresPid, startApp } from './testing/app-process'
import { hold, untilBlocked } from './testing/blocked'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { findNatsServer, startNats } from './testing/nats'

const PERSON = { userName: 'ana', fullName: 'Ana', password: 'correct horse battery' }

let dataFolder: string
const apps: AppProcess[] = []
const databases: TestDatabase[] = []

beforeEach(() => {
  dataFolder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kith-start-')), 'data')
})

afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
  for (const database of databases.splice(0)) await database.drop()
  fs.rmSync(path.dirname(dataFolder), { recursive: true, force: true })
})

async function start(env: Record<string, string> = {}): Promise<AppProcess> {
  const app = startApp({ port: Number(env.PORT ?? (await freePort())), dataFolder, env })
  apps.push(app)
  return app
}

async function database(): Promise<TestDatabase> {
  const made = await createTestDatabase()
  databases.push(made)
  return made
}

/** That it ends with code 1, having said one line. */
async function refusal(env: Record<string, string>): Promise<string> {
  const app = await start({ KITH_LOG_LEVEL: 'warn', ...env })
  await app.ready().catch(() => {})
  expect(app.ended).toBe(1)
  expect(app.output.trimEnd()).not.toContain('\n')
  return app.output
}

test('a wrong variable is one sentence', async () => {
  expect(await refusal({ KITH_GROUP_MEMBERS: 'many' })).toBe(
    'KITH_GROUP_MEMBERS must be a whole number from 2 to 1000; it is "many".\n',
  )
})

test('a taken port is one sentence, and nothing is made', async () => {
  const taken = http.createServer((_request, response) => response.writeHead(404).end())
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, () => resolve((taken.address() as AddressInfo).port))
  })
  expect(await refusal({ PORT: String(port) })).toContain(`Port ${port} is taken`)
  expect(fs.existsSync(dataFolder)).toBe(false)
  taken.closeAllConnections()
  taken.close()
})

test('a data folder that cannot be written to is one sentence', async () => {
  fs.writeFileSync(dataFolder, 'a file')
  expect(await refusal({})).toContain(`The data folder ${dataFolder} cannot be written to`)
})

test('a database that cannot be reached is one sentence', async () => {
  const port = await freePort()
  const refused = await refusal({ DATABASE_URL: `postgresql://kith:hunter2@127.0.0.1:${port}/kith` })
  expect(refused).toContain('The database cannot be reached')
  expect(refused).not.toContain('hunter2')
})

test('a database from a newer version is one sentence', async () => {
  const { url, pool } = await database()
  await pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', '9_later', now())`,
  )
  expect(await refusal({ DATABASE_URL: url })).toContain('The database is from a newer version of Kith')
})

test('files that are no certificate and key are one sentence', async () => {
  const here = process.cwd()
  expect(await refusal({ KITH_TLS_CERT: '/absent.pem', KITH_TLS_KEY: '/absent.pem' })).toContain(
    'KITH_TLS_CERT cannot be read',
  )
  const env = { KITH_TLS_CERT: `${here}/package.json`, KITH_TLS_KEY: `${here}/package.json` }
  expect(await refusal(env)).toContain('are not a certificate and its key')
})

test('a NATS that cannot be reached is one sentence', async () => {
  const { url } = await database()
  const env = { DATABASE_URL: url, NATS_URL: `nats://127.0.0.1:${await freePort()}` }
  expect(await refusal(env)).toContain('NATS cannot be reached')
})

test.runIf(findNatsServer() !== null)('what starts before NATS is there waits for it, and says so', async () => {
  const { url } = await database()
  const nats = await startNats()
  await nats.kill()
  const early = await start({ DATABASE_URL: url, NATS_URL: nats.url })
  await expect.poll(() => early.output, { timeout: 30_000 }).toContain('waiting for NATS')
  await nats.start()
  await early.ready()
  expect(await early.stop()).toBe(0)
  await nats.stop()
})

test('a second Kith without NATS_URL on the same database is one sentence, and is let in when the first was killed', async () => {
  const { url } = await database()
  const first = await start({ DATABASE_URL: url })
  await first.ready()
  expect(await refusal({ DATABASE_URL: url })).toContain('set NATS_URL for both')
  await first.kill()
  const second = await start({ DATABASE_URL: url })
  await second.ready()
})

test('the first start makes everything, a second Kith is refused the folder, SIGTERM stops it, the next finds all', async () => {
  const first = await start()
  await first.ready()
  expect(await (await fetch(`${first.url}/healthz`)).json()).toEqual({ alive: true })
  expect(await (await fetch(`${first.url}/readyz`)).json()).toEqual({ ready: true })
  expect(fs.statSync(path.join(dataFolder, 'secrets.json')).mode & 0o777).toBe(0o600)
  const secrets = fs.readFileSync(path.join(dataFolder, 'secrets.json'), 'utf8')
  await signUp({ url: first.url, ...PERSON })
  expect(await refusal({})).toContain(`Another Kith (process ${first.pid}) already uses`)

  expect(await first.stop()).toBe(0)
  expect(postgresPid(dataFolder)).toBeNull()
  expect(fs.readdirSync(dataFolder).sort()).toEqual(['blobs', 'postgres', 'secrets.json', 'uploads'])

  const second = await start()
  await second.ready()
  expect(fs.readFileSync(path.join(dataFolder, 'secrets.json'), 'utf8')).toBe(secrets)
  const ana = await connect({ url: second.url, ...PERSON })
  expect(ana.client.me.getState().role).toBe('admin')
  await ana.close()
  expect(await second.stop()).toBe(0)
  for (const { output } of [first, second]) expect(output).not.toMatch(/Ana|correct horse|secret/)
})

test('what was killed comes back: the next start ends what was left and has what was acknowledged', async () => {
  const first = await start()
  await first.ready()
  await signUp({ url: first.url, ...PERSON })
  const orphan = postgresPid(dataFolder)
  await first.kill()
  expect(postgresPid(dataFolder)).toBe(orphan)
  const second = await start()
  await second.ready()
  expect(postgresPid(dataFolder)).not.toBe(orphan)
  const ana = await connect({ url: second.url, ...PERSON })
  await ana.close()
})

test('a request that is being answered when SIGTERM comes is finished', async () => {
  const { url, pool } = await database()
  const app = await start({ DATABASE_URL: url })
  await app.ready()
  const users = await hold(pool, 'LOCK TABLE users IN ACCESS EXCLUSIVE MODE', [])
  const answers = ['ana', 'bea', 'carl'].map((userName) => signUp({ url: app.url, ...PERSON, userName }))
  await untilBlocked(pool, answers.length)
  const stopped = app.stop()
  await expect.poll(() => app.output).toContain('stopping')
  await users.release()
  expect(await Promise.all(answers)).toHaveLength(3)
  expect(await stopped).toBe(0)
})

test('readiness tells of a database that went away', async () => {
  const { url, pool } = await database()
  const app = await start({ DATABASE_URL: url })
  await app.ready()
  await pool.query('DELETE FROM _prisma_migrations')
  const answer = await fetch(`${app.url}/readyz`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ ready: false, problem: 'The database has an older schema.' })
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
})

test('a process goes on when a newer one has added to the schema', async () => {
  const { url, pool } = await database()
  const app = await start({ DATABASE_URL: url })
  await app.ready()
  await pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', '9_later', now())`,
  )
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
  await signUp({ url: app.url, ...PERSON })
  const ana = await connect({ url: app.url, ...PERSON })
  await ana.close()
})

test('pages may not be framed, run nothing from elsewhere, and say nothing of what serves them', async () => {
  const app = await start()
  await app.ready()
  const page = await fetch(`${app.url}/sign-up`)
  const { headers } = page
  await page.text()
  expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('x-powered-by')).toBeNull()
})

test('an upgrade to what nobody offers is closed, and a connection that says nothing holds up no stop', async () => {
  const app = await start()
  await app.ready()
  await (await fetch(`${app.url}/sign-up`)).text()
  const port = Number(new URL(app.url).port)
  const head = 'GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
  const socket = net.connect(port, '127.0.0.1', () => socket.write(head))
  await once(socket, 'close')
  const silent = net.connect(port, '127.0.0.1')
  await once(silent, 'connect')
  expect(await app.stop()).toBe(0)
  silent.destroy()
})
