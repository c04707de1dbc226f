import pg from 'pg'
import { readEnv } from '@/server/env'
import { argon2 } from '@/server/infrastructure/auth/argon2'
import { createLog } from '@/server/log'
import { type OpenDatabase, openDatabase, runningDatabaseUrl } from '@/server/open-database'
import { isStartFailure } from '@/server/start-failure'
import { CAST, CAST_PASSWORD } from './seed/cast'
import { seedCast } from './seed/seed-cast'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** The database Kith would use: the one named, the one a running Kith has started, or the data folder's own. */
async function open(): Promise<OpenDatabase> {
  const env = readEnv(process.env)
  const running = env.databaseUrl ? null : runningDatabaseUrl(env)
  if (running) return { url: running, close: async () => {} }
  say('Opening the database …')
  return openDatabase(env, createLog('warn'))
}

async function seed(pool: pg.Pool): Promise<boolean> {
  const passwordHash = await argon2.hash(CAST_PASSWORD)
  const client = await pool.connect()
  try {
    await client.query('begin')
    const added = await seedCast(client, passwordHash, new Date())
    await client.query('commit')
    return added
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

function introduce(added: boolean): void {
  say(added ? 'The cast has moved in:' : 'The cast is here already; nothing was added:')
  for (const { userName, fullName } of CAST) say(`  ${userName.padEnd(8)}  ${fullName}`)
  say(`All of them sign in with the password “${CAST_PASSWORD}”.`)
}

async function main(): Promise<void> {
  const database = await open()
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  try {
    introduce(await seed(pool))
  } finally {
    await pool.end()
    await database.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${isStartFailure(error) || error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
