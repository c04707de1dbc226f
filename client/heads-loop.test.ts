import { expect, it } from 'vitest'
import { systemEnvironment } from './environment'
import { HeadsLoop } from './heads-loop'
import { Conversations } from './live/conversations'

/** From asking at a gateway until what differs is here. */
const ANSWERED_WITHIN_MS = 2_000
const PROMISED_MS = 35_000

it.each([0, 0.5, 1 - Number.EPSILON])(
  'compares heads again before 35 s are over, whatever chance says (%f)',
  async (chance) => {
    const delays: number[] = []
    const environment = systemEnvironment({
      random: () => chance,
      after: (delayMs) => {
        delays.push(delayMs)
        return () => {}
      },
    })
    const loop = new HeadsLoop({
      conversations: new Conversations('1'),
      environment,
      privateVersion: () => 0,
      people: () => [],
      compare: async () => ({ same: true, profiles: [] }),
      clock: () => {},
      learn: () => {},
      private: () => {},
      same: () => {},
      differences: async () => {},
    })
    await loop.compare()
    expect(delays).toHaveLength(1)
    expect(delays[0]).toBeLessThanOrEqual(PROMISED_MS - ANSWERED_WITHIN_MS)
  },
)
