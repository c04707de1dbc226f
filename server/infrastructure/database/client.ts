import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { SESSION_LANES } from './find-session'
import { PrismaClient } from './generated/client'
import { GivingUpClient } from './giving-up-client'
import { LANES } from './message-log/shared-commits'
import { SINCE_LANES } from './message-log/since'
import { takeDeadlockedAgain } from './take-deadlocked-again'

/**
 * The ways to one database: `pool` for the hot statements, of which `lanes` has those that many share (what is sent, marks, what
 * came since, whose a session is) and `reads` what each reads for themselves (pages, chats, the overview); `prisma` for
 * ordinary queries.
 */
export interface Database {
  readonly pool: pg.Pool
  readonly lanes: pg.Pool
  readonly reads: pg.Pool
  /** For what nobody waits for: its statements may take long, and it takes no connection from people. */
  readonly background: pg.Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

const POOL_CONNECTIONS = 12
const READ_CONNECTIONS = 8
const PRISMA_CONNECTIONS = 10
/** Moves of marks go one after the other. */
const MARKS = 1
const BACKGROUND_CONNECTIONS = 8
/** For a connection, also for one that others have. */
const CONNECT_TIMEOUT_MS = 5_000
/** A database that is silent for so long is given up, and the connection with it: it may be dead without a word. */
const STATEMENT_MS = 8_000
const PRISMA_STATEMENT_MS = 12_000
const BACKGROUND_STATEMENT_MS = 120_000
/** A process that stood still in a transaction holds locks that others wait for. */
const IDLE_IN_TRANSACTION_MS = 15_000
const SERVER_FIRST_MS = 500
// Sign-ups take turns on one row: with Prisma's own 2 s and 5 s a crowd on a busy machine would get errors.
const TRANSACTION = { maxWait: 10_000, timeout: 20_000 }

// A statement of a dozen steps takes longer to plan than to run; left to itself, Postgres plans these five times on each
// connection, and, as it guesses, each time. A plan that was made while tables were small stays for as long as the connection: it
// looks rows up by their keys even then.
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off'

/** Connects on first use. `onError` hears of idle connections that broke; the next query takes a new one. */
export function connectDatabase(url: string, onError: (error: Error) => void = () => {}): Database {
  const open = (max: number, statementMs: number) => openPool({ url, max, statementMs, onError })
  const pool = open(POOL_CONNECTIONS, STATEMENT_MS)
  const openPlanned = (max: number) => openPool({ url, max, statementMs: STATEMENT_MS, onError, options: PLANNED_ONCE })
  const lanes = openPlanned(LANES + MARKS + SINCE_LANES + SESSION_LANES)
  const reads = openPlanned(READ_CONNECTIONS)
  const background = open(BACKGROUND_CONNECTIONS, BACKGROUND_STATEMENT_MS)
  const prismaPool = open(PRISMA_CONNECTIONS, PRISMA_STATEMENT_MS)
  const adapter = new PrismaPg(prismaPool, { disposeExternalPool: true })
  const prisma = new PrismaClient({ adapter, transactionOptions: TRANSACTION })
  return {
    pool,
    lanes,
    reads,
    background,
    prisma,
    close: async () => {
      await Promise.all([pool.end(), lanes.end(), reads.end(), background.end(), prisma.$disconnect()])
    },
  }
}

interface PoolOptions {
  readonly url: string
  readonly max: number
  readonly statementMs: number
  readonly onError: (error: Error) => void
  /** Settings of its sessions, as a command line of Postgres has them. */
  readonly options?: string
}

function openPool({ url, max, statementMs, onError, options }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    Client: GivingUpClient,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // The server ends what nobody waits for any more, a moment before the driver gives up.
    statement_timeout: statementMs - SERVER_FIRST_MS,
    query_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'kith',
    // Statements that don't wait for each other's answers go together.
    pipeline: true,
    ...(options === undefined ? {} : { options }),
  })
  takeDeadlockedAgain(pool)
  pool.on('error', onError)
  // The pool listens only to idle ones: one that breaks between two statements of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
