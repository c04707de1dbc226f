import { parseArgs } from 'node:util'
import { readEnv } from '../env'
import { reportStartFailure } from '../lifetime'
import { addressesOf } from '../listen'
import { StartFailure } from '../start-failure'
import { type Cluster, openCluster } from './open-cluster'
import { startAgain } from './start-again'

// "npm run cluster": the many processes of several machines, on this one.
const USAGE = 'npm run cluster -- [--gateways 3] [--webs 2] [--port 3000]'
const MAX_PROCESSES = 20

async function main(): Promise<void> {
  const { gateways, webs, port } = readOptions()
  const env = readEnv({ ...process.env, ...(port === undefined ? {} : { PORT: port }) })
  if (env.tls) throw new StartFailure('The cluster’s balancer speaks HTTP only: unset KITH_TLS_CERT and KITH_TLS_KEY.')
  let stopping = false
  const asked = new Promise<void>((resolve) => {
    const stop = () => {
      stopping = true
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  })
  process.stdout.write('Starting …\n')
  const opening = openCluster({
    gateways,
    webs,
    port: env.port,
    host: env.host,
    dataFolder: env.dataFolder,
    ...(env.databaseUrl ? { databaseUrl: env.databaseUrl } : {}),
    ...(env.natsUrl ? { natsUrl: env.natsUrl } : {}),
    envOf: () => settings(),
    onOutput: say,
  })
  const cluster = await opening.catch((error: unknown) => {
    // A terminal's Ctrl-C also ends those that were just starting.
    if (stopping) process.exit(1)
    throw error
  })
  announce(cluster, addressesOf(env, cluster.port))
  const supervision = startAgain([...cluster.gateways, ...cluster.webs], (line) => process.stdout.write(`${line}\n`))
  await asked
  process.stdout.write('Stopping …\n')
  await supervision.stop()
  const codes = await cluster.stop()
  process.exit(Object.values(codes).every((code) => code === 0) ? 0 : 1)
}

function readOptions(): { gateways: number; webs: number; port: string | undefined } {
  const options = { gateways: { type: 'string' }, webs: { type: 'string' }, port: { type: 'string' } } as const
  try {
    const { values } = parseArgs({ options })
    return { gateways: count(values.gateways, 3), webs: count(values.webs, 2), port: values.port }
  } catch (cause) {
    throw new StartFailure(`${(cause as Error).message}. It is used so: ${USAGE}`, { cause })
  }
}

function count(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  if (/^\d+$/.test(given) && Number(given) >= 1 && Number(given) <= MAX_PROCESSES) return Number(given)
  throw new Error(`There can be 1 to ${MAX_PROCESSES} of them, not ${given}`)
}

/** What was set for Kith, less what the cluster decides. */
function settings(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => /^KITH_(?!DATA$)/.test(entry[0]) && Boolean(entry[1]),
  )
  return { KITH_LOG_LEVEL: 'warn', ...Object.fromEntries(own) }
}

function say(name: string, text: string): void {
  for (const line of text.trimEnd().split('\n')) process.stdout.write(`${name}: ${line}\n`)
}

function announce({ gateways, webs, nats }: Cluster, addresses: readonly string[]): void {
  for (const { name, url, pid } of [...gateways, ...webs]) process.stdout.write(`  ${name}  ${url}  process ${pid}\n`)
  if (nats) process.stdout.write(`  nats  ${nats.url}  process ${nats.pid}\n`)
  process.stdout.write(`Kith is at ${addresses.join(' and ')}\n`)
}

main().catch((error: unknown) => {
  reportStartFailure(error)
  process.exit(1)
})
