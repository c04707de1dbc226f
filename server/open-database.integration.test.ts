import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnv } from './env'
import { createLog } from './log'
import { joinDatabase, openDatabase } from './open-database'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { type FaultProxy, startFaultProxy } from './testing/fault-proxy'

/** More than a start says before it migrates, and less than it says until it has. */
const INTO_MIGRATING_BYTES = 20_000
const PATIENCE_MS = 60_000
const NO_PATIENCE_MS = 0

let straight: TestDatabase
let proxy: FaultProxy
let url: URL
const said: string[] = []
const log = createLog('silent')
log.info = (_: unknown, words?: string) => void said.push(words ?? '')

beforeEach(async () => {
  straight = await createTestDatabase({ empty: true })
  url = new URL(straight.url)
  proxy = await startFaultProxy(Number(url.port || 5432))
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  said.length = 0
})

afterEach(async () => {
  await proxy.close()
  await straight.drop()
})

const envOf = ({ href }: URL) => readEnv({ DATABASE_URL: href })
const waits = () => expect.poll(() => said).toContain('waiting for the database')
const migrations = async () => {
  const { rows } = await straight.pool.query<{ ended: number; all: number }>(
    'SELECT count(finished_at)::int AS ended, count(*)::int AS all FROM _prisma_migrations',
  )
  return rows[0]
}

test('who starts before Postgres is there waits for it, and says so', async () => {
  const open = () => openDatabase(envOf(url), log, PATIENCE_MS)
  for (const attempt of [open, () => joinDatabase(envOf(url), url.href, log, PATIENCE_MS)]) {
    proxy.refuse()
    said.length = 0
    const opening = attempt()
    await waits()
    proxy.heal()
    await (await opening).close()
  }
})

test('who starts while Postgres dies goes on where it was once it is back', async () => {
  const dies = proxy.refuseAfter(INTO_MIGRATING_BYTES)
  const opening = openDatabase(envOf(url), log, PATIENCE_MS)
  await dies
  await waits()
  const before = await migrations()
  proxy.heal()
  const opened = await opening
  const after = await migrations()
  expect(after?.ended).toBe(after?.all)
  expect(after?.ended).toBeGreaterThan(before?.ended ?? 0)
  expect(before?.ended).toBeGreaterThan(0)
  await opened.close()
})

test('what stays out of reach is one sentence, and holds nothing', async () => {
  proxy.refuse()
  for (const opening of [
    openDatabase(envOf(url), log, NO_PATIENCE_MS),
    joinDatabase(envOf(url), url.href, log, NO_PATIENCE_MS),
  ]) {
    await expect(opening).rejects.toMatchObject({ name: 'StartFailure', message: /^The database cannot be reached/ })
  }
  expect(said).toEqual([])
})

test('what waiting can’t mend isn’t waited for', async () => {
  url.pathname = '/elsewhere'
  await expect(openDatabase(envOf(url), log, PATIENCE_MS)).rejects.toMatchObject({ name: 'StartFailure' })
  expect(said).toEqual([])
})
