import { gatherRing } from '../crowd'
import { sayBehindTheirBacks } from '../crowd-news'
import { startGenerator } from '../load/generator'
import type { LoadClient } from '../load/job'
import { requireDescriptors } from '../measure/descriptors'
import { percentile } from '../measure/percentile'
import { usageOf } from '../measure/processes'
import type { Stage } from '../stage'
import { startBareRelay } from '../targets/bare-relay'
import { startKith } from '../targets/kith'
import type { Target } from '../targets/target'
import { using } from '../targets/using'
import type { Figure } from './figure'

const CONVERSATIONS_EACH = 10
/** What is said in each chat of neighbours meanwhile: everybody has two of these. */
const MISSED_EACH = 3
const CONNECTIONS_PER_PERSON = 3
const PROCESSES = 4

/** Everybody's connections break at once, and everybody has something to catch up with. */
export const reconnect: Figure = async (stage, { connections }) => {
  const count = Math.round(connections / 2)
  requireDescriptors(count * CONNECTIONS_PER_PERSON)
  const people = await gatherRing(stage.pool, count, CONVERSATIONS_EACH)
  const back = (target: Target) => cutAll(stage, target, people)
  const bare = await using(() => startBareRelay(stage.serverCores), back)
  const kith = await using(() => startKith(stage), back)
  return {
    'reconnect: clients': count,
    'reconnect: bare Socket.IO, connected p50, s': bare.p50,
    'reconnect: bare Socket.IO, all connected, s': bare.all,
    'reconnect: bare Socket.IO, CPU-s': bare.serverCpu,
    'reconnect: Kith, level p50, s': kith.p50,
    'reconnect: Kith, level p95, s': kith.p95,
    'reconnect: Kith, all level, s': kith.all,
    'reconnect: Kith, CPU-s': kith.serverCpu + kith.postgresCpu,
    'reconnect: Kith, of which Postgres': kith.postgresCpu / (kith.serverCpu + kith.postgresCpu),
    'reconnect: Kith, CPU-s of the clients': kith.loadCpu,
    'reconnect: Kith, tried again': kith.triedAgain,
    'reconnect: Kith against bare Socket.IO, all level': kith.all / bare.all,
  }
}

async function cutAll(stage: Stage, target: Target, people: readonly LoadClient[]) {
  const { url, secret } = target
  const generator = await startGenerator({
    url,
    secret,
    people: 'returning',
    receipts: false,
    window: 0,
    perSecond: 0,
    conversations: people.map((person) => [person]),
    processes: PROCESSES,
    cores: stage.loadCores,
  })
  const missed = secret === null ? new Set<string>() : await sayBehindTheirBacks(stage.pool, people, MISSED_EACH)
  const [server, postgres] = [usageOf(target.pids), usageOf([stage.postgresPid])]
  const { levelMs, caught, wrong, triedAgain, cpuSeconds } = await generator.cut()
  const serverCpu = usageOf(target.pids).cpuSeconds - server.cpuSeconds
  const postgresCpu = usageOf([stage.postgresPid]).cpuSeconds - postgres.cpuSeconds
  await generator.end()
  const complaints = [...wrong, ...differences(caught, missed)]
  if (complaints.length > 0) throw new Error(`What was missed is not what came:\n${complaints.join('\n')}`)
  const seconds = (part: number) => percentile(levelMs, part) / 1_000
  const all = (levelMs.at(-1) ?? Number.NaN) / 1_000
  return { p50: seconds(0.5), p95: seconds(0.95), all, serverCpu, postgresCpu, loadCpu: cpuSeconds, triedAgain }
}

function differences(caught: readonly string[], missed: ReadonlySet<string>): readonly string[] {
  const unmissed = caught.filter((one) => !missed.has(one)).length
  const twice = caught.length - new Set(caught).size
  return [
    ...(unmissed === 0 ? [] : [`${unmissed} came that weren't missed`]),
    ...(twice === 0 ? [] : [`${twice} came twice`]),
    ...(caught.length === missed.size ? [] : [`${caught.length} of ${missed.size} came`]),
  ]
}
