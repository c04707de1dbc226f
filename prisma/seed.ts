import { createContainer, secretOf } from '@/server/container'
import { readEnv } from '@/server/env'
import { argon2 } from '@/server/infrastructure/auth/argon2'
import { createLog } from '@/server/log'
import { type OpenDatabase, openDatabase, runningDatabaseUrl } from '@/server/open-database'
import { isStartFailure } from '@/server/start-failure'
import { CAST, CAST_PASSWORD } from './seed/cast'
import { seedCast } from './seed/seed-cast'

// What goes wrong is thrown. Connections that Postgres ends when it is stopped are no news.
const LOG = createLog('error')

const say = (line: string) => process.stdout.write(`${line}\n`)

/** The database Kith would use: the one named, the one a running Kith has started, or the data folder's own. */
async function open(): Promise<OpenDatabase> {
  const env = readEnv(process.env)
  const running = env.databaseUrl ? null : runningDatabaseUrl(env)
  if (running) return { url: running, close: async () => {} }
  say('Opening the database …')
  return openDatabase(env, LOG)
}

async function seed(database: OpenDatabase): Promise<boolean> {
  const env = readEnv(process.env)
  const secret = secretOf(env)
  const container = await createContainer({ env, secret, log: LOG, databaseUrl: database.url })
  try {
    say('Telling the cast’s stories …')
    return await seedCast(container, await argon2.hash(CAST_PASSWORD), new Date())
  } finally {
    await container.close()
  }
}

function introduce(added: boolean): void {
  say(added ? 'The cast has moved in:' : 'The cast is here already; nothing was added:')
  for (const { userName, fullName } of CAST) say(`  ${userName.padEnd(8)}  ${fullName}`)
  say(`All of them sign in with the password “${CAST_PASSWORD}”.`)
}

async function main(): Promise<void> {
  const database = await open()
  try {
    introduce(await seed(database))
  } finally {
    await database.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${isStartFailure(error) || error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
