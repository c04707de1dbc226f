import process from 'node:process'
import pg from 'pg'
import type { Finding } from '@/contracts/health'
import type { Probes } from './application/doctor-ports'
import { examineServer } from './application/examine-server'
import { deploymentOf } from './deployment'
import { type Env, readEnv } from './env'
import { openBlobs } from './infrastructure/blobs/open-blobs'
import { examineWay, type Way } from './infrastructure/doctor/examine-way'
import { serverProbes } from './infrastructure/doctor/probes'
import { createInProcessRelay } from './infrastructure/relay/in-process'
import { connectNatsRelay } from './infrastructure/relay/nats'
import { runningDatabaseUrl } from './open-database'
import { MIGRATIONS } from './project'
import { runTool, say } from './run-tool'

const CONNECT_WITHIN_MS = 5_000
const SIGNS = { good: '✓', bad: '✗', told: '·' } as const

// "npm run doctor": tries everything Kith leans on, with the variables it has. Exit code 1 when something is wrong.
await runTool(async () => {
  const env = readEnv(process.env)
  const findings = [...(await examineWay(wayOf(env))), ...(await examineHere(env))]
  for (const finding of findings) tell(finding)
  const wrong = findings.filter(({ state }) => state === 'bad').length
  say(wrong === 0 ? '\nAll is well.' : `\n${wrong === 1 ? 'One thing is' : `${wrong} things are`} wrong.`)
  process.exit(wrong === 0 ? 0 : 1)
})

async function examineHere(env: Env): Promise<readonly Finding[]> {
  const url = runningDatabaseUrl(env)
  const pool = new pg.Pool({ connectionString: url ?? '', max: 2, connectionTimeoutMillis: CONNECT_WITHIN_MS })
  pool.on('error', () => {})
  const relay = env.natsUrl ? await connectNatsRelay(env.natsUrl).catch(() => null) : createInProcessRelay()
  const probes = serverProbes({ pool, migrations: MIGRATIONS, dataFolder: env.dataFolder })
  return await examineServer({
    probes: url ? probes : { ...probes, database: notRunning },
    relay,
    blobs: await openBlobs(env.dataFolder, env.s3),
    ...deploymentOf(env),
  })()
}

const notRunning: Probes['database'] = () => Promise.reject(new Error('Kith doesn’t run in this data folder.'))

function wayOf({ url, gatewayUrl, port, tls }: Env): Way {
  const pages = url ?? `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
  return { pages, gateways: gatewayUrl ?? pages }
}

function tell({ what, state, says, mend }: Finding): void {
  say(`${SIGNS[state]} ${what}: ${says}`)
  if (mend) say(`    ${mend}`)
}
