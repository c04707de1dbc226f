import { setTimeout as wait } from 'node:timers/promises'
import { startGenerator } from '../load/generator'
import type { LoadClient } from '../load/job'
import type { Stage } from '../stage'
import type { Target } from '../targets/target'
import { percentile } from './percentile'
import { usageOf } from './processes'

const WARM_UP_MS = 3_000

export interface Talk {
  readonly conversations: readonly (readonly LoadClient[])[]
  readonly window: number
  readonly perSecond: number
  readonly seconds: number
  /** Of the generator. */
  readonly processes?: number
}

/** Latencies in milliseconds, CPU in seconds per 1,000 of what is counted. */
export interface Talked {
  readonly messagesPerSecond: number
  readonly deliveriesPerSecond: number
  readonly cpuPerThousandMessages: number
  readonly cpuPerThousandDeliveries: number
  readonly postgresPerThousandMessages: number
  readonly serverCpu: number
  readonly postgresCpu: number
  /** Of the generator. */
  readonly loadCpu: number
  readonly acknowledged: { readonly p50: number; readonly p99: number }
  readonly delivered: { readonly p50: number; readonly p99: number }
}

/** Everybody talks through the target. @throws when something was lost, came twice, or isn't stored */
export async function talkThrough(stage: Stage, target: Target, talk: Talk): Promise<Talked> {
  const { url, secret, receipts } = target
  const { conversations, window, perSecond, processes = 2 } = talk
  const cores = stage.loadCores
  const generator = await startGenerator({
    url,
    secret,
    receipts,
    conversations,
    window,
    perSecond,
    processes,
    cores,
  })
  await generator.talk()
  await wait(Math.min(WARM_UP_MS, talk.seconds * 1_000))
  await generator.measure()
  const used = () => ({
    server: usageOf(target.pids).cpuSeconds,
    postgres: usageOf([stage.postgresPid]).cpuSeconds,
    load: usageOf(generator.pids).cpuSeconds,
    at: performance.now(),
  })
  const before = used()
  await wait(talk.seconds * 1_000)
  const after = used()
  await generator.pause()
  const tally = await generator.settle()
  await generator.end()
  const wrong = [...tally.wrong, ...(await target.check(stage.pool, conversations, tally.total))]
  if (wrong.length > 0) throw new Error(`What was sent is not what there is:\n${wrong.join('\n')}`)
  const seconds = (after.at - before.at) / 1_000
  const serverCpu = after.server - before.server
  const postgresCpu = after.postgres - before.postgres
  return {
    messagesPerSecond: tally.sent / seconds,
    deliveriesPerSecond: tally.delivered / seconds,
    cpuPerThousandMessages: (1_000 * (serverCpu + postgresCpu)) / tally.sent,
    cpuPerThousandDeliveries: (1_000 * (serverCpu + postgresCpu)) / tally.delivered,
    postgresPerThousandMessages: (1_000 * postgresCpu) / tally.sent,
    serverCpu,
    postgresCpu,
    loadCpu: after.load - before.load,
    acknowledged: percentilesOf(tally.acknowledgedMs),
    delivered: percentilesOf(tally.deliveredMs),
  }
}

const percentilesOf = (sorted: readonly number[]) => ({ p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) })
