import { gather } from '../crowd'
import { talkThrough } from '../measure/talk'
import { insertBatched } from '../rows/batched-insert'
import { startBareRelay } from '../targets/bare-relay'
import { startKith } from '../targets/kith'
import type { Target } from '../targets/target'
import { using } from '../targets/using'
import type { Figure } from './figure'

const GROUPS = 10
const SIZE = 50

/** Groups of fifty in which everybody talks and everybody acknowledges. */
export const groups: Figure = async (stage, { seconds }) => {
  const talk = async (target: Target) => {
    const conversations = await gather(stage.pool, GROUPS, SIZE)
    return talkThrough(stage, target, { conversations, window: 1, perSecond: 0, seconds })
  }
  const bare = await using(() => startBareRelay(stage.serverCores), talk)
  const conversations = await gather(stage.pool, GROUPS, SIZE)
  const rows = await insertBatched(stage, { conversations, batch: (GROUPS * SIZE) / 2, seconds })
  const kith = await using(() => startKith(stage), talk)
  return {
    'groups of 50: bare relay, deliveries/s': bare.deliveriesPerSecond,
    'groups of 50: bare relay, CPU-s per 1,000 deliveries': bare.cpuPerThousandDeliveries,
    'groups of 50: batched insert, messages/s': rows.messagesPerSecond,
    'groups of 50: batched insert, CPU-s per 1,000': rows.cpuPerThousandMessages,
    'groups of 50: Kith, messages/s': kith.messagesPerSecond,
    'groups of 50: Kith, deliveries/s': kith.deliveriesPerSecond,
    'groups of 50: Kith, CPU-s per 1,000 deliveries': kith.cpuPerThousandDeliveries,
    'groups of 50: Kith against bare relay, CPU per delivery':
      kith.cpuPerThousandDeliveries / bare.cpuPerThousandDeliveries,
    "groups of 50: Kith's Postgres against batched insert's, CPU":
      kith.postgresPerThousandMessages / rows.postgresPerThousandMessages,
  }
}
