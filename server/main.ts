import { beginBackground } from './background'
import { createContainer, secretOf } from './container'
import { readEnv } from './env'
import { type Lifetime, reportStartFailure, runProcess } from './lifetime'
import { addressesOf } from './listen'
import { createLog } from './log'
import { openDatabase } from './open-database'
import { openPages } from './pages'
import { answerProcedures } from './procedures'
import { MIGRATIONS } from './project'
import { becomeReady, openFront, openSockets, takeFiles } from './serve'
import { serveMetrics } from './serve-metrics'

// Everything in one process on one port: pages, procedures, sockets, and the embedded Postgres unless there is another.
try {
  const env = readEnv(process.env)
  const log = createLog(env.logLevel)
  const dev = process.argv.includes('--dev')

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
    const pages = await openPages(env, { port: front.port, dev })
    lifetime.add('pages', pages.close)
    front.pages = pages
    // While developing, Next has the newest code.
    if (!dev) front.procedures = answerProcedures(container)
    const sockets = openSockets(front, container)
    await serveMetrics(container, lifetime, sockets)
    becomeReady(front, container, lifetime, sockets)
    process.stdout.write(`Kith is at ${addressesOf(env, front.port).join(' and ')}\n`)
  }

  void runProcess(log, start)
} catch (error) {
  reportStartFailure(error)
  process.exit(1)
}
