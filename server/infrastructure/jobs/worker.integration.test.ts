import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { connectDatabase, type Database } from '@/server/infrastructure/database/client'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/server/infrastructure/postgres/embedded'
import { createLog } from '@/server/log'
import { startFaultProxy } from '@/server/testing/fault-proxy'
import { databaseJobs } from './queue'
import { startWorker } from './worker'

const WAIT = { timeout: 40_000, interval: 50 }
const log = createLog('silent')
const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-test-worker-'))
let postgres: EmbeddedPostgres
let database: Database

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataFolder, password: randomUUID() })
  database = connectDatabase(postgres.url)
})
afterEach(() => {
  process.exitCode = undefined
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
  fs.rmSync(dataFolder, { recursive: true, force: true })
})

/** Jobs of which none is put here. */
const others = {
  notifyPerson: async () => {},
  tellDevice: async () => {},
  summarizeQuiet: async () => {},
  tellSummary: async () => {},
}

const put = (seq: number) => databaseJobs(database.pool, log).lookBehindLink({ conversationId: '1', seq })

/** Puts it again and again: while connections are still broken, what is put is lost. */
async function untilDone(seq: number, done: readonly number[]): Promise<void> {
  await vi.waitFor(async () => {
    await put(seq)
    expect(done).toContain(seq)
  }, WAIT)
}

async function waiting(): Promise<number | null> {
  return (await database.pool.query('SELECT FROM graphile_worker._private_jobs')).rowCount
}

/** Kills Postgres, which is started again, and returns when it can't be reached. */
async function kill(): Promise<void> {
  process.kill(-postgres.pid, 'SIGKILL')
  await vi.waitFor(() => expect(database.pool.query('SELECT')).rejects.toThrow(), WAIT)
}

for (const [how, end] of [
  ['well', () => {}],
  ['badly', () => Promise.reject(new Error('not this time'))],
] as const) {
  test(`a job that ends ${how} while the database is away is told of when it is back, and jobs go on`, async () => {
    const done: number[] = []
    const worker = await startWorker(database.pool, log, {
      ...others,
      lookBehindLink: async ({ seq }) => {
        if (done.push(seq) > 1) return
        await kill()
        await end()
      },
    })
    await put(1)
    await vi.waitFor(() => expect(done).toEqual([1]), WAIT)
    await untilDone(2, done)
    await vi.waitFor(async () => expect(await waiting()).toBe(0), WAIT)
    expect(new Set(done)).toEqual(new Set([1, 2]))
    await worker.close()
  }, 90_000)
}

test('a worker that ended by itself is followed by another', async () => {
  const done: number[] = []
  const worker = await startWorker(database.pool, log, {
    ...others,
    lookBehindLink: async ({ seq }) => {
      done.push(seq)
    },
  })
  const ends = JSON.stringify({ breaking: true, migrationNumber: 1 })
  // It has begun before it listens.
  await vi.waitFor(async () => {
    await database.pool.query(`SELECT pg_notify('worker:migrate', $1)`, [ends])
    expect(process.exitCode).toBe(57)
  }, WAIT)
  await untilDone(3, done)
  await worker.close()
}, 60_000)

/** Into the making of the queue's own tables. */
const INTO_MAKING_BYTES = 4_000

test('a worker that is begun while the database dies begins once it is back', async () => {
  await database.pool.query('CREATE DATABASE fresh')
  const url = new URL(postgres.url)
  url.pathname = '/fresh'
  const proxy = await startFaultProxy(Number(url.port))
  url.port = String(proxy.port)
  const fresh = connectDatabase(url.href)
  const done: number[] = []
  const dies = proxy.refuseAfter(INTO_MAKING_BYTES)
  const starting = startWorker(fresh.background, log, {
    ...others,
    lookBehindLink: async ({ seq }) => {
      done.push(seq)
    },
  })
  await dies
  await expect(fresh.pool.query('SELECT')).rejects.toThrow()
  proxy.heal()
  const worker = await starting
  await databaseJobs(fresh.pool, log).lookBehindLink({ conversationId: '1', seq: 7 })
  await vi.waitFor(() => expect(done).toEqual([7]), WAIT)
  await worker.close()
  await fresh.close()
  await proxy.close()
}, 60_000)
