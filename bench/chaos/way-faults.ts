import type { FaultProxy } from '@/server/testing/fault-proxy'
import type { Random } from '../random'
import type { Fault } from './fault'
import type { Pace } from './site'

const DELAY_MS = { least: 50, most: 400 }

/** What happens between people and Kith. */
export function wayFaults(ways: readonly FaultProxy[], random: Random, { hold }: Pace): readonly Fault[] {
  const takes = ['ways'] as const
  const lasting = (name: string, usuallyMs: number, briefMs: number, breaks: (way: FaultProxy) => void): Fault => ({
    name,
    takes,
    async strike() {
      const way = random.pick(ways)
      breaks(way)
      await hold(usuallyMs, briefMs)
      way.heal()
    },
  })
  return [
    {
      name: 'half of one way’s connections cut',
      takes,
      strike: async () => random.pick(ways).cut(() => random.chance(0.5)),
    },
    { name: 'one way’s connections cut', takes, strike: async () => random.pick(ways).cut() },
    lasting('one way stalls', 5_000, 2_000, (way) => way.stall()),
    { ...lasting('one way silent without a FIN', 15_000, 3_000, (way) => way.silence()), untold: true },
    lasting('one way refuses', 5_000, 1_000, (way) => way.refuse()),
    lasting('one way offline', 10_000, 2_000, (way) => {
      way.cut()
      way.refuse()
    }),
    lasting('one way slow', 10_000, 2_000, (way) => way.delay(random.between(DELAY_MS.least, DELAY_MS.most))),
  ]
}
