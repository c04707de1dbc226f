import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { isOutOfReach } from './application/out-of-reach'
import { isSchemaCurrent } from './infrastructure/database/migrate'
import type { Log } from './log'
import { MIGRATIONS } from './project'
import { isStartFailure, StartFailure } from './start-failure'

const CONNECT_TIMEOUT_MS = 10_000
const TRY_EVERY_MS = 250
// The first with multiranges.
const OLDEST_POSTGRES = 140_000

/** @throws StartFailure when it can't be reached, or has an older schema */
export async function checkDatabase(url: string): Promise<void> {
  await withConnection(url, async (pool) => {
    if (await isSchemaCurrent(pool, MIGRATIONS)) return
    throw new StartFailure(
      'The database is from an older version of Kith: start the whole app or a gateway first, which migrate it.',
    )
  })
}

interface Patience {
  readonly log: Log
  readonly patienceMs: number
}

/**
 * Does it again while the database is out of reach: where machines start together it may be a moment later, and one that
 * died comes back. @throws StartFailure when it isn't back within `patienceMs`
 */
export async function whenReachable<T>(work: () => Promise<T>, { log, patienceMs }: Patience): Promise<T> {
  let awaySince: number | null = null
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isOutOfReach(error)) throw error
      const now = performance.now()
      awaySince ??= now
      if (now - awaySince >= patienceMs) throw unreachable(error)
      const why = messageOf(error)
      if (now === awaySince) log.info({ why, seconds: patienceMs / 1_000 }, 'waiting for the database')
    }
    await wait(TRY_EVERY_MS)
  }
}

/** Works with a database that is there and new enough. @throws StartFailure */
export async function withConnection<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  pool.on('error', () => {})
  // The pool listens only to idle ones: one that breaks between two statements would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await checkVersion(pool)
    return await work(pool)
  } finally {
    await pool.end()
  }
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const version = await readVersion(pool)
  if (version >= OLDEST_POSTGRES) return
  throw new StartFailure(`The database is Postgres ${Math.floor(version / 10_000)}: Kith needs 14 or newer.`)
}

async function readVersion(pool: pg.Pool): Promise<number> {
  try {
    const { rows } = await pool.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    )
    return rows[0]?.version ?? 0
  } catch (error) {
    throw unreachable(error)
  }
}

function unreachable(cause: unknown): StartFailure {
  if (isStartFailure(cause)) return cause
  return new StartFailure(`The database cannot be reached (${messageOf(cause)}): check DATABASE_URL.`, { cause })
}

function messageOf(error: unknown): string {
  const cause = isStartFailure(error) ? error.cause : error
  // Several addresses were tried: the reason is in each.
  return ((cause instanceof AggregateError ? cause.errors[0] : cause) as Error).message
}
