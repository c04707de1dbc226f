import { afterEach, beforeEach, expect, it } from 'vitest'
import { refusalOf } from '@/server/application/refusal'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'
import { connectDatabase, type Database } from './client'
import { inTransaction } from './transaction'

let proxy: FaultProxy
let straight: TestDatabase
let database: Database

beforeEach(async () => {
  straight = await createTestDatabase()
  const url = new URL(straight.url)
  proxy = await startFaultProxy(Number(url.port || 5432))
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  database = connectDatabase(url.href)
})

afterEach(async () => {
  await database.close()
  await proxy.close()
  await straight.drop()
})

const ways: [string, () => Promise<unknown>][] = [
  ['a statement', () => database.pool.query('SELECT 1')],
  ['a transaction', () => inTransaction(database.pool, (client) => client.query('SELECT 1'))],
  ['a query of Prisma’s', () => database.prisma.user.count()],
  ['a raw query of Prisma’s', () => database.prisma.$queryRaw`SELECT 1`],
  ['a transaction of Prisma’s', () => database.prisma.$transaction([database.prisma.user.count()])],
  ['a long transaction of Prisma’s', () => database.prisma.$transaction((tx) => tx.user.count())],
]

const faults: [string, () => void][] = [
  [
    'is killed',
    () => {
      proxy.refuse()
      proxy.cut()
    },
  ],
  ['is silent', () => proxy.silence()],
]

const settled = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: unknown) => refusalOf(error).code,
  )

it.each(faults)(
  'while the database %s everything is refused as busy, and works again afterwards',
  async (_, strike) => {
    await Promise.all(ways.map(([, ask]) => ask()))
    strike()
    for (let n = 0; n < 2; n++) {
      const results = await Promise.all(ways.map(async ([way, ask]) => [way, await settled(ask())]))
      expect(results).toEqual(ways.map(([way]) => [way, 'busy']))
    }
    proxy.heal()
    for (const [, ask] of ways) await expect.poll(() => settled(ask()), { timeout: 20_000 }).toBe('answered')
  },
)
