import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { seededRandom } from '../random'
import { gatherCrowd } from './crowd'
import { breakThings } from './faults'
import { printFindings } from './print-findings'
import { settle } from './settle'
import { openSite, type Site } from './site'
import { type Finding, judge } from './verdict'

const SETTLE_TIMEOUT_MS = 90_000

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
})
const seconds = Number(values.seconds)
const clients = Number(values.clients)
const seed = Number(values.seed)

const say = (line: string) => process.stdout.write(`${line}\n`)

async function run(site: Site): Promise<readonly Finding[]> {
  say(`${clients} clients meet …`)
  const crowd = await gatherCrowd(site, seed, clients)
  say(`They talk, and for ${seconds} s things break …`)
  const quiet = new AbortController()
  const talking = crowd.talk(quiet.signal)
  const struck = await breakThings(site, crowd, seededRandom(seed), seconds)
  quiet.abort()
  await talking
  await site.ready()
  for (const [fault, times] of struck) say(`  ${fault}: ${times}`)
  say('Everything is whole again; waiting until nothing moves any more …')
  const db = new pg.Pool({ connectionString: site.databaseUrl(), max: 4 })
  try {
    const healedAt = Date.now()
    const missing = await settle(crowd, db, SETTLE_TIMEOUT_MS)
    say(`  ${missing.length === 0 ? 'settled' : 'not settled'} after ${((Date.now() - healedAt) / 1_000).toFixed(1)} s`)
    const settled = { claim: 'everybody is in step again', examined: clients, wrong: missing }
    return missing.length > 0 ? [settled] : [settled, ...(await judge(crowd, site, db))]
  } finally {
    await crowd.stop()
    await db.end()
  }
}

async function main(): Promise<boolean> {
  say(`Chaos with seed ${seed}: --seconds ${seconds} --clients ${clients} --seed ${seed} makes the same choices again.`)
  const site = await openSite()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void site.stop().finally(() => process.exit(1)))
  }
  let findings: readonly Finding[] = []
  try {
    findings = await run(site)
  } finally {
    await site.stop()
  }
  const ends = { claim: 'no process ended by itself, and SIGTERM ended all', examined: 2, wrong: site.surprises }
  return printFindings([...findings, ends])
}

main()
  .then((sound) => process.exit(sound ? 0 : 1))
  .catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
