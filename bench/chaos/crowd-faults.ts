import type { Random } from '../random'
import type { Crowd } from './crowd'
import type { Fault } from './fault'
import type { Pace, Site } from './site'

const TIMES = 10

/** What happens to people's own devices. */
export function crowdFaults(crowd: Crowd, site: Site, random: Random, { hold }: Pace): readonly Fault[] {
  const takes = ['crowd'] as const
  const somebody = () => Math.floor(random.between(0, crowd.size))
  const suspended = (name: string, usuallyMs: number, briefMs: number): Fault => ({
    name,
    takes,
    harmless: true,
    async strike() {
      const part = random.pick(crowd.parts)
      part.suspend()
      await hold(usuallyMs, briefMs)
      part.resume()
    },
  })
  return [
    suspended('clients suspended for 10 s', 10_000, 2_000),
    suspended('clients suspended for 3 min', 180_000, 4_000),
    {
      name: 'a client dies',
      takes,
      async strike() {
        const index = somebody()
        await crowd.partOf(index).ask('replace', { index })
      },
    },
    {
      name: 'the same send ten times, over all gateways',
      takes,
      async strike() {
        const index = somebody()
        await crowd.partOf(index).ask('sayEverywhere', { index, urls: site.gatewayUrls, times: TIMES })
      },
    },
  ]
}
