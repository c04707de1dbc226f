import { beginBackground } from './background'
import { createContainer, secretOf } from './container'
import { type Env, readEnv } from './env'
import { type Lifetime, reportStartFailure, runProcess } from './lifetime'
import { addressesOf } from './listen'
import { createLog } from './log'
import { openDatabase } from './open-database'
import { MIGRATIONS } from './project'
import { becomeReady, openFront, openSockets, takeFiles } from './serve'
import { serveMetrics } from './serve-metrics'
import { StartFailure } from './start-failure'

// A gateway alone: sockets, and whatever lives longer than a request. Pages come from elsewhere.
try {
  const env = readEnv(process.env)
  requireShared(env)
  const log = createLog(env.logLevel)

  async function start(lifetime: Lifetime): Promise<void> {
    const front = await openFront(env)
    const database = await openDatabase(env, log)
    lifetime.add('database', database.close)
    const container = await createContainer({
      env,
      secret: secretOf(env),
      log,
      databaseUrl: database.url,
      migrations: MIGRATIONS,
    })
    lifetime.add('connections', container.close)
    await beginBackground(container, lifetime)
    await takeFiles(front, container, lifetime)
    const sockets = openSockets(front, container)
    await serveMetrics(container, lifetime, sockets)
    becomeReady(front, container, lifetime, sockets)
    process.stdout.write(`A gateway of Kith is at ${addressesOf({ ...env, url: null }, front.port).join(' and ')}\n`)
  }

  void runProcess(log, start)
} catch (error) {
  reportStartFailure(error)
  process.exit(1)
}

function requireShared({ databaseUrl, natsUrl, url }: Env): void {
  if (!databaseUrl) throw new StartFailure('A gateway alone needs DATABASE_URL: the database it shares with the pages.')
  if (!natsUrl) throw new StartFailure('A gateway alone needs NATS_URL: how it hears of what other processes commit.')
  if (!url) throw new StartFailure('A gateway alone needs KITH_URL: the address of the pages that may connect to it.')
}
