import os from 'node:os'
import { gather } from '../crowd'
import type { LoadClient } from '../load/job'
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

/** Two gateways beside one, each with a core of its own; half of the pairs are on both. */
export const gateways: Figure = async (stage, { seconds }) => {
  const cores = os.availableParallelism() >= 4 ? APART : TOGETHER
  const talk = (count: number) =>
    using(
      () => startGateways(stage, cores.gateways.slice(0, count), cores.postgres),
      (target) => talkOn({ ...stage, loadCores: cores.load }, target, seconds),
    )
  holdFamily(stage.postgresPid, cores.postgres)
  try {
    const one = await talk(1)
    const two = await talk(2)
    return {
      'gateways: one, messages/s': one.messagesPerSecond,
      'gateways: one, CPU-s per 1,000': one.cpuPerThousandMessages,
      "gateways: one, Postgres's cores": one.postgresCpu / seconds,
      'gateways: one, core of the load': one.loadCpu / seconds,
      'gateways: two, messages/s': two.messagesPerSecond,
      'gateways: two, CPU-s per 1,000': two.cpuPerThousandMessages,
      "gateways: two, Postgres's cores": two.postgresCpu / seconds,
      'gateways: two, core of the load': two.loadCpu / seconds,
      'gateways: two against one, messages/s': two.messagesPerSecond / one.messagesPerSecond,
    }
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
