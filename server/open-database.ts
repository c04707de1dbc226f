import type { Env } from './env'
import { openSecrets, prepareDataFolder, readSecrets } from './infrastructure/data-folder'
import { type Claim, claimDatabase } from './infrastructure/database/claim'
import { migrate } from './infrastructure/database/migrate'
import { runningEmbeddedUrl, startEmbeddedPostgres } from './infrastructure/postgres/embedded'
import { lockFolder } from './infrastructure/postgres/folder-lock'
import type { Log } from './log'
import { MIGRATIONS } from './project'
import { checkDatabase, whenReachable, withConnection } from './reach-database'
import { StartFailure } from './start-failure'

export interface OpenDatabase {
  readonly url: string
  /** Lets go of it, and stops Postgres if this started it. */
  close(): Promise<void>
}

const PATIENCE_MS = 10_000

/**
 * The configured database, or the embedded one, started; reachable, migrated, and shared only with processes that hear of
 * each other. @throws StartFailure
 */
export async function openDatabase(env: Env, log: Log, patienceMs = PATIENCE_MS): Promise<OpenDatabase> {
  const database = env.databaseUrl ? { url: env.databaseUrl, close: async () => {} } : await startEmbedded(env, log)
  try {
    const claim = await whenReachable(() => claimAndMigrate(env, database.url, log), { log, patienceMs })
    const close = async () => {
      await claim.release()
      await database.close()
    }
    return { url: database.url, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Like `openDatabase`, for a process that neither starts nor migrates one. @throws StartFailure also for an older schema */
export async function joinDatabase(env: Env, url: string, log: Log, patienceMs = PATIENCE_MS): Promise<OpenDatabase> {
  const join = async () => {
    await checkDatabase(url)
    return await claimFor(env, url, log)
  }
  const claim = await whenReachable(join, { log, patienceMs })
  return { url, close: claim.release }
}

function claimAndMigrate(env: Env, url: string, log: Log): Promise<Claim> {
  return withConnection(url, async (pool) => {
    const claim = await claimFor(env, url, log)
    try {
      for (const name of await migrate(pool, MIGRATIONS)) log.info({ migration: name }, 'database migrated')
      return claim
    } catch (error) {
      await claim.release()
      throw error
    }
  })
}

/** The database that a Kith on this machine uses now, or null when none runs. For tools beside the server. */
export function runningDatabaseUrl(env: Env): string | null {
  if (env.databaseUrl) return env.databaseUrl
  const secrets = readSecrets(env.dataFolder)
  return secrets && runningEmbeddedUrl(env.dataFolder, secrets.databasePassword)
}

const claimFor = ({ natsUrl }: Env, url: string, log: Log): Promise<Claim> =>
  claimDatabase(url, { alone: natsUrl === null, onDoubt: (why) => log.error(why) })

/** The database as it is, for a tool: it may be in use, and isn't migrated. @throws StartFailure when there is none */
export async function openExisting(env: Env, log: Log): Promise<OpenDatabase> {
  const running = runningDatabaseUrl(env)
  if (running) return { url: running, close: async () => {} }
  if (readSecrets(env.dataFolder)) return await startEmbedded(env, log)
  throw new StartFailure(
    `There is no database in ${env.dataFolder}: set KITH_DATA to Kith’s data folder, or DATABASE_URL.`,
  )
}

/** A new embedded database, where none is. @throws StartFailure */
export const makeEmbedded = (env: Env, log: Log): Promise<OpenDatabase> => startEmbedded(env, log)

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
