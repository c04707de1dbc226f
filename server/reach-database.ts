import pg from 'pg'
import { isSchemaCurrent } from './infrastructure/database/migrate'
import { MIGRATIONS } from './project'
import { isStartFailure, StartFailure } from './start-failure'

const CONNECT_TIMEOUT_MS = 10_000
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

/** Works with a database that is there and new enough. @throws StartFailure */
export async function withConnection(url: string, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  pool.on('error', () => {})
  try {
    await checkVersion(pool)
    await work(pool)
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
    if (isStartFailure(error)) throw error
    // Several addresses were tried: the reason is in each.
    const cause = error instanceof AggregateError ? error.errors[0] : error
    throw new StartFailure(`The database cannot be reached (${(cause as Error).message}): check DATABASE_URL.`, {
      cause,
    })
  }
}
