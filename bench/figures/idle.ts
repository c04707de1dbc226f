import { setTimeout as wait } from 'node:timers/promises'
import { gatherRing } from '../crowd'
import { startGenerator } from '../load/generator'
import type { LoadClient } from '../load/job'
import { type Usage, usageOf } from '../measure/processes'
import type { Stage } from '../stage'
import { startBareRelay } from '../targets/bare-relay'
import { startKith } from '../targets/kith'
import type { Target } from '../targets/target'
import { using } from '../targets/using'
import type { Figure } from './figure'

const CONVERSATIONS_EACH = 50
/** Of the seconds of an effort: enough for what was only needed for connecting to be let go, */
const REST_PART = 0.67
/** and, of the whole effort's, two rounds of what pages do by themselves. Watched twice: the first time has what connecting leaves behind in it, too:
 * everybody asks once more, as they were told something when they came, and what is old by then is collected. */
const WATCHED_PART = 4

interface Usages {
  readonly target: Usage
  readonly postgres: Usage
}

/** Pages that are open and do nothing, each with its conversations. */
export const idle: Figure = async (stage, { connections, seconds }) => {
  const people = await gatherRing(stage.pool, connections, CONVERSATIONS_EACH)
  const watch = (target: Target) => watchIdle(stage, target, people, seconds)
  const bare = await using(() => startBareRelay(stage.serverCores), watch)
  const kith = await using(() => startKith(stage), watch)
  return {
    'idle: connections': connections,
    'idle: bare Socket.IO, KiB per connection': bare.bytes / 1_024,
    'idle: Kith, KiB per connection': kith.bytes / 1_024,
    'idle: Kith against bare Socket.IO, memory per connection': kith.bytes / bare.bytes,
    'idle: bare Socket.IO, CPU of one core': bare.cores,
    'idle: Kith, CPU of one core just after connecting': kith.coresAtFirst,
    'idle: Kith, CPU of one core': kith.cores,
    'idle: Kith, of which Postgres': kith.postgresCores / kith.cores,
  }
}

async function watchIdle(stage: Stage, target: Target, people: readonly LoadClient[], seconds: number) {
  const watchedMs = seconds * WATCHED_PART * 1_000
  const { url, secret } = target
  const before = usageOf(target.pids)
  const generator = await startGenerator({
    url,
    secret,
    people: 'idle',
    receipts: false,
    window: 0,
    perSecond: 0,
    conversations: people.map((person) => [person]),
    processes: 2,
    cores: stage.loadCores,
  })
  await wait(seconds * REST_PART * 1_000)
  const usages = (): Usages => ({ target: usageOf(target.pids), postgres: usageOf([stage.postgresPid]) })
  const connected = usages()
  await wait(watchedMs)
  const rested = usages()
  await wait(watchedMs)
  const watched = usages()
  const { wrong } = await generator.settle()
  await generator.end()
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  const cores = (one: Usage, other: Usage) => (other.cpuSeconds - one.cpuSeconds) / (watchedMs / 1_000)
  const postgresCores = (one: Usages, other: Usages) =>
    target.secret === null ? 0 : cores(one.postgres, other.postgres)
  const allCores = (one: Usages, other: Usages) => cores(one.target, other.target) + postgresCores(one, other)
  return {
    bytes: (connected.target.residentBytes - before.residentBytes) / people.length,
    coresAtFirst: allCores(connected, rested),
    cores: allCores(rested, watched),
    postgresCores: postgresCores(rested, watched),
  }
}
