import os from 'node:os'
import { gather } from '../crowd'
import type { LoadClient } from '../load/job'
import { canHoldToPart } from '../measure/part-of-core'
import { holdFamily } from '../measure/processes'
import { talkThrough } from '../measure/talk'
import type { Stage } from '../stage'
import { type Gateways, startGateways } from '../targets/gateways'
import { using } from '../targets/using'
import type { Figure } from './figure'

/** As many to a gateway as saturate it. */
const PAIRS_PER_GATEWAY = 150
/** On four cores, and in both cases: a gateway each; Postgres, NATS and who talks, which takes little, on the others. */
const APART = { gateways: ['0', '1'], postgres: '2,3', load: '2,3' }
const TOGETHER = { gateways: [null, null], postgres: null, load: null }
/** Of its core, for each gateway: so little that Postgres and who talks have room for what two can do. */
const PART = 0.5

/** Two gateways beside one, each with the same part of a core of its own; half of the pairs are on both. */
export const gateways: Figure = async (stage, { seconds }) => {
  const cores = os.availableParallelism() >= 4 ? APART : TOGETHER
  const talk = (count: number, part: number | null) =>
    using(
      () => startGateways(stage, { cores: cores.gateways.slice(0, count), part, between: cores.postgres }),
      (target) => talkOn({ ...stage, loadCores: cores.load }, target, seconds),
    )
  holdFamily(stage.postgresPid, cores.postgres)
  try {
    const numbers: Record<string, number> = {}
    for (const part of canHoldToPart() ? [PART, null] : [null]) {
      const [one, two] = [await talk(1, part), await talk(2, part)]
      const all = { one, two }
      const name = part === null ? 'gateways, whole cores' : 'gateways'
      for (const [count, talked] of Object.entries(all)) {
        numbers[`${name}: ${count}, messages/s`] = talked.messagesPerSecond
        numbers[`${name}: ${count}, CPU-s per 1,000`] = talked.cpuPerThousandMessages
        numbers[`${name}: ${count}, Postgres's cores`] = talked.postgresCpu / seconds
        numbers[`${name}: ${count}, core of the load`] = talked.loadCpu / seconds
      }
      numbers[`${name}: two against one, messages/s`] = two.messagesPerSecond / one.messagesPerSecond
    }
    return { 'gateways: part of its core for each': PART, ...numbers }
  } finally {
    holdFamily(stage.postgresPid, stage.serverCores)
  }
}

async function talkOn(stage: Stage, target: Gateways, seconds: number) {
  const pairs = await gather(stage.pool, PAIRS_PER_GATEWAY * target.urls.length, 2)
  const conversations = spread(pairs, target.urls)
  return talkThrough(stage, target, { conversations, window: 1, perSecond: 0, seconds, processes: 1 })
}

/** As a balancer that knows nobody does: of four pairs two have both on one, and each of the others is on two. */
function spread(pairs: readonly (readonly LoadClient[])[], urls: readonly string[]): LoadClient[][] {
  return pairs.map((members, pair) =>
    members.map((member, at) => ({ ...member, url: urls[(pair >> at) % urls.length] ?? '' })),
  )
}
