import { gather } from '../crowd'
import { talkThrough } from '../measure/talk'
import { insertBatched } from '../rows/batched-insert'
import { startBareRelay } from '../targets/bare-relay'
import { startGroupCommit } from '../targets/group-commit'
import { startKith } from '../targets/kith'
import type { Target } from '../targets/target'
import { using } from '../targets/using'
import type { Figure } from './figure'

/** So many that nobody is told that they talk too much. */
const PAIRS = 300
/** As many as fit into the queue of sends: beyond that, who sends is asked to wait. */
const WINDOW = 1

/** Pairs who send as fast as they are answered. */
export const direct: Figure = async (stage, { seconds }) => {
  const talk = async (target: Target) => {
    const conversations = await gather(stage.pool, PAIRS, 2)
    return talkThrough(stage, target, { conversations, window: WINDOW, perSecond: 0, seconds })
  }
  const bare = await using(() => startBareRelay(stage.serverCores), talk)
  const commit = await using(() => startGroupCommit(stage), talk)
  const conversations = await gather(stage.pool, PAIRS, 2)
  const rows = await insertBatched(stage, { conversations, batch: PAIRS, seconds })
  const kith = await using(() => startKith(stage), talk)
  return {
    'direct: bare relay, messages/s': bare.messagesPerSecond,
    'direct: bare relay, CPU-s per 1,000': bare.cpuPerThousandMessages,
    'direct: group commit, messages/s': commit.messagesPerSecond,
    'direct: group commit, CPU-s per 1,000': commit.cpuPerThousandMessages,
    'direct: batched insert, messages/s': rows.messagesPerSecond,
    'direct: batched insert, CPU-s per 1,000': rows.cpuPerThousandMessages,
    'direct: batched insert, of which Postgres': rows.postgresPerThousandMessages / rows.cpuPerThousandMessages,
    'direct: Kith, messages/s': kith.messagesPerSecond,
    'direct: Kith, CPU-s per 1,000': kith.cpuPerThousandMessages,
    'direct: Kith, of which Postgres': kith.postgresCpu / (kith.serverCpu + kith.postgresCpu),
    'direct: Kith against bare relay, messages/s': kith.messagesPerSecond / bare.messagesPerSecond,
    'direct: Kith against bare relay, CPU': kith.cpuPerThousandMessages / bare.cpuPerThousandMessages,
    'direct: Kith against batched insert, messages/s': kith.messagesPerSecond / rows.messagesPerSecond,
    "direct: Kith's Postgres against batched insert's, CPU":
      kith.postgresPerThousandMessages / rows.postgresPerThousandMessages,
  }
}
