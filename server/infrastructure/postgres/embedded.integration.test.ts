import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedOptions, type EmbeddedPostgres, runningEmbeddedUrl, startEmbeddedPostgres } from './embedded'
import { lockFolder } from './folder-lock'

const isRoot = process.getuid?.() === 0
const PASSWORD = "a 'quoted' pass-word"

let home: string
let dataFolder: string
const running: EmbeddedPostgres[] = []

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-embedded-'))
  dataFolder = path.join(home, 'project', 'data')
  fs.mkdirSync(dataFolder, { recursive: true })
})

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

async function start({ durable = false, onLog = () => {} }: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataFolder, password: PASSWORD, durable, onLog })
  running.push(postgres)
  return postgres
}

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end().catch(() => {})
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
  } catch {
    return false
  }
}

test('the second start finds everything as it was, and a stop leaves no process', async () => {
  const first = await start()
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const { pid } = first
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  expect(runningEmbeddedUrl(dataFolder, PASSWORD)).toBeNull()
  const second = await start()
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  expect(runningEmbeddedUrl(dataFolder, PASSWORD)).toBe(second.url)
})

test('only the password opens it, and only from this machine', async () => {
  const { url } = await start()
  const guessed = new URL(url)
  guessed.password = 'guessed'
  await expect(query(guessed.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
  expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  expect(await query(url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
})

test('text sorts the same on every machine, and holds every script', async () => {
  const { url } = await start()
  const sql = `SELECT datlocprovider AS provider, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding
    FROM pg_database WHERE datname = current_database()`
  expect(await query(url, sql)).toEqual([{ provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' }])
})

test('a Postgres that is killed comes back at the same address with what was committed', async () => {
  const postgres = await start({ durable: true })
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const { pid } = postgres
  process.kill(-pid, 'SIGKILL')
  await expect
    .poll(() => query(postgres.url, 'SELECT answer FROM kept').catch(() => null), { timeout: 20_000 })
    .toEqual([{ answer: 42 }])
  expect(postgres.pid).not.toBe(pid)
})

/** Starts one with a Kith of its own, kills that, and resolves to the Postgres’s process. */
async function leaveOrphan(): Promise<number> {
  const code = `
    const { startEmbeddedPostgres } = await import('@/server/infrastructure/postgres/embedded')
    const postgres = await startEmbeddedPostgres({ dataFolder: process.argv[1], password: process.argv[2] })
    console.log(postgres.pid)
    setInterval(() => {}, 1000)`
  const killed = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, dataFolder, PASSWORD], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(killed.stdout, 'data')) as [Buffer]
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  return Number(line.toString())
}

test('a Postgres whose Kith was killed is ended, and its data taken over', async () => {
  const orphan = await leaveOrphan()
  expect(isAlive(orphan)).toBe(true)
  const { url } = await start()
  expect(isAlive(orphan)).toBe(false)
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a Postgres that is killed while it is being ended does not stop a start', async () => {
  const orphan = await leaveOrphan()
  // It can’t end by itself, so it is killed before it has.
  process.kill(orphan, 'SIGSTOP')
  const starting = start()
  process.kill(-orphan, 'SIGKILL')
  const { url } = await starting
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('one that was killed is followed by another only once the last of its processes is gone', async () => {
  const orphan = await leaveOrphan()
  const client = new pg.Client({ connectionString: runningEmbeddedUrl(dataFolder, PASSWORD) ?? '' })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const backend = rows[0]?.pid ?? 0
  process.kill(backend, 'SIGSTOP')
  process.kill(orphan, 'SIGKILL')
  const said: string[] = []
  const starting = start({ onLog: (line) => said.push(line) })
  await expect.poll(() => said.join('\n'), { timeout: 20_000 }).toContain('shared memory block')
  process.kill(backend, 'SIGKILL')
  const { url } = await starting
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('what a crash of the machine leaves behind does not stop a start', async () => {
  await (await start()).stop()
  // The number of a process that is alive and no Postgres.
  fs.writeFileSync(path.join(dataFolder, 'postgres', 'postmaster.pid'), `${process.ppid}\n/x\n1\n5432\n\n127.0.0.1\n`)
  const { url } = await start()
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a start that was killed half-way is begun again', async () => {
  fs.mkdirSync(path.join(dataFolder, 'postgres.new', 'base'), { recursive: true })
  const { url } = await start()
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test.runIf(isRoot)('as root, the data stays in its folder also below a home that nobody may walk through', async () => {
  fs.chmodSync(home, 0o700)
  fs.chmodSync(dataFolder, 0o700)
  const { url, pid } = await start()
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(fs.existsSync(path.join(dataFolder, 'postgres', 'PG_VERSION'))).toBe(true)
  expect(fs.statSync(`/proc/${pid}`).uid).not.toBe(0)
})

test('a folder has one Kith at a time, and a dead one does not count', () => {
  const release = lockFolder(dataFolder)
  expect(() => lockFolder(dataFolder)).toThrow(`Another Kith (process ${process.pid}) already uses ${dataFolder}`)
  release()
  fs.writeFileSync(path.join(dataFolder, 'kith.lock'), `${process.pid} an-earlier-boot.1`)
  lockFolder(dataFolder)()
  expect(fs.readdirSync(dataFolder)).toEqual([])
})
