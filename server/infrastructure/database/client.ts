import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client'

/** Both ways to one database: `pool` for the hot statements, `prisma` for ordinary queries. */
export interface Database {
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

const POOL_CONNECTIONS = 20
const PRISMA_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
// Sign-ups take turns on one row: with Prisma's own 2 s and 5 s a crowd on a busy machine would get errors.
const TRANSACTION = { maxWait: 10_000, timeout: 20_000 }

/** Connects on first use. `onError` hears of idle connections that broke; the next query takes a new one. */
export function connectDatabase(url: string, onError: (error: Error) => void = () => {}): Database {
  const pool = openPool(url, POOL_CONNECTIONS, onError)
  const prismaPool = openPool(url, PRISMA_CONNECTIONS, onError)
  const adapter = new PrismaPg(prismaPool, { disposeExternalPool: true })
  const prisma = new PrismaClient({ adapter, transactionOptions: TRANSACTION })
  return {
    pool,
    prisma,
    close: async () => {
      await Promise.all([pool.end(), prisma.$disconnect()])
    },
  }
}

function openPool(url: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'kith',
  })
  pool.on('error', onError)
  // The pool listens only to idle ones: one that breaks between two statements of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
