import { gather } from '../crowd'
import { talkThrough } from '../measure/talk'
import { startGroupCommit } from '../targets/group-commit'
import { startKith } from '../targets/kith'
import type { Target } from '../targets/target'
import { using } from '../targets/using'
import type { Figure } from './figure'

const PAIRS = 100
const PER_SECOND = 500

/** An ordinary busy hour: what a message takes when there is room. */
export const paced: Figure = async (stage, { seconds }) => {
  const talk = async (target: Target) => {
    const conversations = await gather(stage.pool, PAIRS, 2)
    return talkThrough(stage, target, { conversations, window: 0, perSecond: PER_SECOND, seconds })
  }
  const commit = await using(() => startGroupCommit(stage), talk)
  const kith = await using(() => startKith(stage), talk)
  return {
    'at 500/s: group commit, end to end p50, ms': commit.delivered.p50,
    'at 500/s: group commit, end to end p99, ms': commit.delivered.p99,
    'at 500/s: group commit, acknowledged p50, ms': commit.acknowledged.p50,
    'at 500/s: Kith, end to end p50, ms': kith.delivered.p50,
    'at 500/s: Kith, end to end p99, ms': kith.delivered.p99,
    'at 500/s: Kith, acknowledged p50, ms': kith.acknowledged.p50,
    'at 500/s: Kith against group commit, end to end p50': kith.delivered.p50 / commit.delivered.p50,
    'at 500/s: Kith against group commit, end to end p99': kith.delivered.p99 / commit.delivered.p99,
    'at 500/s: Kith against group commit, acknowledged p50': kith.acknowledged.p50 / commit.acknowledged.p50,
  }
}
