import { seededRandom } from '../random'
import { breakThings, type Struck } from './break-things'
import { Crowd } from './crowd'
import { Database } from './database'
import type { Fault } from './fault'
import { Figures } from './figures'
import type { Finding } from './finding'
import { BACK, CONVERGED, CONVERGED_UNTOLD, watchHealing } from './healing'
import { BY_HEADS, loseLastPushes } from './last-push'
import { nothingLeftOpen, openNow } from './left-open'
import { openManyProcesses } from './many-processes'
import { openOneProcess } from './one-process'
import { readOptions } from './options'
import { printFindings } from './print-findings'
import { settle } from './settle'
import type { Site } from './site'
import { StoredMarks } from './stored-marks'
import { judge } from './verdict'

const SETTLE_TIMEOUT_MS = 120_000
const PROGRESS_MS = 30_000
const LAST_PUSHES = { long: 20, short: 3 }
/** What is promised, in milliseconds, of how many. */
const PROMISES = [
  { what: BACK, share: 0.95, withinMs: 5_000 },
  { what: CONVERGED, share: 0.95, withinMs: 10_000 },
  { what: CONVERGED_UNTOLD, share: 1, withinMs: 35_000 },
  { what: BY_HEADS, share: 1, withinMs: 35_000 },
]

const options = readOptions()
const { seconds, clients, seed, pace, manner } = options
const figures = new Figures()
let crowd: Crowd | null = null

const say = (line: string) => process.stdout.write(`${line}\n`)

async function run(site: Site): Promise<readonly Finding[]> {
  const before = openNow(site)
  say(`${clients} clients meet …`)
  crowd = await Crowd.gather(site, seed, clients)
  const db = new Database(site.databaseUrl)
  try {
    const disturbed = await disturb(site, crowd, db)
    const calm = await calmDown(crowd, db)
    if (calm.wrong.length > 0) return [...disturbed, calm]
    const lost = await loseLastPushes(crowd, options.long ? LAST_PUSHES.long : LAST_PUSHES.short, figures)
    const still = await calmDown(crowd, db)
    if (still.wrong.length > 0) return [...disturbed, still]
    const findings = [...disturbed, calm, lost, ...(await judge(crowd, site, db))]
    await crowd.stop()
    crowd.end()
    return [...findings, await nothingLeftOpen(site, before)]
  } finally {
    crowd.end()
    await db.close()
  }
}

async function disturb(site: Site, people: Crowd, db: Database): Promise<Finding[]> {
  const random = seededRandom(seed)
  const marks = new StoredMarks(db)
  const unfinished: string[] = []
  const startedAt = Date.now()
  const passed = () => Math.round((Date.now() - startedAt) / 1_000)
  let acknowledged = 0
  const progress = setInterval(() => {
    void people.acknowledged().then((count) => {
      acknowledged = count
      say(`  ${passed()} s: ${count} messages acknowledged`)
    })
  }, PROGRESS_MS)
  say(`They talk, and for ${seconds} s things break …`)
  await people.talk(seed, manner)
  marks.start()
  const struck = await breakThings({
    faults: site.faults(random, people, pace).filter(isChosen),
    random,
    pauseMs: pace.pauseMs,
    isOver: () => Date.now() - startedAt >= seconds * 1_000 && acknowledged >= options.messages,
    watcher: {
      ...watchHealing({ crowd: people, db, figures, unfinished, say: (line) => say(`  ${passed()} s: ${line}`) }),
      broken: ({ name }) => say(`  ${passed()} s: ${name}`),
      whole: ({ name }) => say(`  ${passed()} s: over: ${name}`),
    },
  })
  clearInterval(progress)
  for (const way of site.ways) way.heal()
  await people.quiet()
  await site.ready()
  tell(struck, await people.acknowledged(), (Date.now() - startedAt) / 1_000)
  return [
    await marks.end(),
    {
      claim: 'after each fault everybody converged',
      examined: figures.count(CONVERGED) + figures.count(CONVERGED_UNTOLD),
      wrong: unfinished,
    },
  ]
}

const isChosen = ({ name }: Fault) => options.only.some((part) => name.includes(part))

function tell(struck: Struck, acknowledged: number, took: number): void {
  for (const [fault, times] of [...struck].sort()) say(`  ${fault}: ${times}`)
  say(`  ${acknowledged} messages acknowledged in ${took.toFixed(0)} s: ${(acknowledged / took).toFixed(0)} a second`)
}

async function calmDown(people: Crowd, db: Database): Promise<Finding> {
  say('Everything is whole; waiting until nothing moves any more …')
  const from = Date.now()
  const missing = await settle(people, db, SETTLE_TIMEOUT_MS)
  say(`  ${missing.length === 0 ? 'settled' : 'not settled'} after ${((Date.now() - from) / 1_000).toFixed(1)} s`)
  return { claim: 'everybody is in step again', examined: clients, wrong: missing }
}

function promisesKept(): Finding {
  const wrong = PROMISES.filter(({ what, share, withinMs }) => figures.percentile(what, share) > withinMs)
  return { claim: 'times are as promised', examined: PROMISES.length, wrong: wrong.map(({ what }) => what) }
}

async function main(): Promise<boolean> {
  say(`Chaos, ${options.command}: this makes the same choices again.`)
  const site = await (options.shape === 'one' ? openOneProcess() : openManyProcesses(options.logs))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      crowd?.end()
      void site.stop().finally(() => process.exit(1))
    })
  }
  const abandon = () => {
    // Something went wrong here: what was started goes, too.
    for (const pid of Object.values(site.processes())) process.kill(pid, 'SIGKILL')
  }
  process.once('exit', abandon)
  let findings: readonly Finding[] = []
  try {
    findings = await run(site)
  } finally {
    await site.stop()
    process.off('exit', abandon)
    for (const surprise of site.surprises) process.stderr.write(`${surprise}\n`)
  }
  const ended = Object.keys(site.processes()).length
  const ends = { claim: 'no process ended by itself, and SIGTERM ended all', examined: ended, wrong: site.surprises }
  for (const line of figures.lines()) say(line)
  return printFindings([...findings, ends, ...(options.judgeTimes ? [promisesKept()] : [])])
}

main()
  .then((sound) => process.exit(sound ? 0 : 1))
  .catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
