import pg from 'pg'
import type { Env } from './env'
import { openSecrets, prepareDataFolder, readSecrets } from './infrastructure/data-folder'
import { isSchemaCurrent, migrate } from './infrastructure/database/migrate'
import { runningEmbeddedUrl, startEmbeddedPostgres } from './infrastructure/postgres/embedded'
import { lockFolder } from './infrastructure/postgres/folder-lock'
import type { Log } from './log'
import { MIGRATIONS } from './project'
import { isStartFailure, StartFailure } from './start-failure'

export interface OpenDatabase {
  readonly url: string
  /** Stops Postgres if this started it. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000
// The first with multiranges.
const OLDEST_POSTGRES = 140_000

/** The configured database, or the embedded one, started; reachable and migrated. @throws StartFailure */
export async function openDatabase(env: Env, log: Log): Promise<OpenDatabase> {
  const database = env.databaseUrl ? { url: env.databaseUrl, close: async () => {} } : await startEmbedded(env, log)
  try {
    await withConnection(database.url, async (pool) => {
      for (const name of await migrate(pool, MIGRATIONS)) log.info({ migration: name }, 'database migrated')
    })
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Like `openDatabase`, for a process that neither starts nor migrates one. @throws StartFailure also for an older schema */
export async function checkDatabase(url: string): Promise<void> {
  await withConnection(url, async (pool) => {
    if (await isSchemaCurrent(pool, MIGRATIONS)) return
    throw new StartFailure(
      'The database is from an older version of Kith: start the whole app or a gateway first, which migrate it.',
    )
  })
}

/** The database that a Kith on this machine uses now, or null when none runs. For tools beside the server. */
export function runningDatabaseUrl(env: Env): string | null {
  if (env.databaseUrl) return env.databaseUrl
  const secrets = readSecrets(env.dataFolder)
  return secrets && runningEmbeddedUrl(env.dataFolder, secrets.databasePassword)
}

async function startEmbedded(env: Env, log: Log): Promise<OpenDatabase> {
  prepareDataFolder(env.dataFolder)
  const unlock = lockFolder(env.dataFolder)
  try {
    const postgres = await startEmbeddedPostgres({
      dataFolder: env.dataFolder,
      password: openSecrets(env.dataFolder).databasePassword,
      onCreate: () => log.info({ folder: env.dataFolder }, 'making the database'),
      onLog: (line) => (/ (FATAL|PANIC|WARNING): |unexpectedly/.test(line) ? log.warn(line) : log.debug(line)),
    })
    const close = async () => {
      await postgres.stop()
      unlock()
    }
    return { url: postgres.url, close }
  } catch (error) {
    unlock()
    throw error
  }
}

async function withConnection(url: string, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
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
