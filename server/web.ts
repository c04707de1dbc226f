import { createContainer, secretOf } from './container'
import { type Env, readEnv } from './env'
import { type Lifetime, reportStartFailure, runProcess } from './lifetime'
import { addressesOf } from './listen'
import { createLog } from './log'
import { joinDatabase } from './open-database'
import { openPages } from './pages'
import { answerProcedures } from './procedures'
import { MIGRATIONS } from './project'
import { becomeReady, openFront } from './serve'
import { serveMetrics } from './serve-metrics'
import { StartFailure } from './start-failure'

// Pages and procedures alone, as any host of Next.js would run them; sockets are the gateways'.
try {
  const env = readEnv(process.env)
  const databaseUrl = requireShared(env)
  const log = createLog(env.logLevel)

  async function start(lifetime: Lifetime): Promise<void> {
    const front = await openFront(env)
    const database = await joinDatabase(env, databaseUrl, log)
    lifetime.add('database', database.close)
    const container = await createContainer({ env, secret: secretOf(env), log, databaseUrl, migrations: MIGRATIONS })
    lifetime.add('connections', container.close)
    const pages = await openPages(env, { port: front.port, dev: false })
    lifetime.add('pages', pages.close)
    front.pages = pages
    front.procedures = answerProcedures(container)
    await serveMetrics(container, lifetime)
    becomeReady(front, container, lifetime)
    process.stdout.write(`Kith's pages are at ${addressesOf(env, front.port).join(' and ')}\n`)
  }

  void runProcess(log, start)
} catch (error) {
  reportStartFailure(error)
  process.exit(1)
}

function requireShared({ databaseUrl, natsUrl, gatewayUrl, url }: Env): string {
  if (!natsUrl) throw new StartFailure('Pages alone need NATS_URL: how gateways hear of what they commit.')
  if (!gatewayUrl && !url) {
    throw new StartFailure(
      'Pages alone need KITH_GATEWAY_URL, where browsers find the gateways, or KITH_URL, whose balancer sends sockets there.',
    )
  }
  if (databaseUrl) return databaseUrl
  throw new StartFailure('Pages alone need DATABASE_URL: the database they share with the gateways.')
}
