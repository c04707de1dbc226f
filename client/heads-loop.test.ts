import { beforeEach, expect, it } from 'vitest'
import type { HeadsCompared } from '@/contracts/events'
import type { CompareHeadsInput } from '@/contracts/inputs'
import { HeadsLoop } from './heads-loop'
import { Conversations } from './live/conversations'
import { Chance } from './testing/chance'
import { Timers } from './testing/timers'

/** From asking at a gateway until what differs is here. */
const ANSWERED_WITHIN_MS = 2_000
const PROMISED_MS = 35_000
const MINUTE_MS = 60_000

let timers: Timers
let asked: CompareHeadsInput[]
let privateVersion: number
let answer: () => Promise<HeadsCompared>

beforeEach(() => {
  timers = new Timers()
  asked = []
  privateVersion = 0
  answer = async () => ({ same: true, profiles: [] })
})

const kept = async (): Promise<HeadsCompared> => ({ same: true, profiles: [], kept: true })

function loopWith(random?: () => number, skewMs = () => 0): HeadsLoop {
  const environment = timers.environment(new Chance(1))
  return new HeadsLoop({
    conversations: new Conversations('1'),
    environment: {
      ...environment,
      ...(random ? { random } : {}),
      now: () => environment.now() + skewMs(),
    },
    privateVersion: () => privateVersion,
    people: () => [],
    compare: (input) => {
      asked.push(input)
      return answer()
    },
    clock: () => {},
    learn: () => {},
    private: () => {},
    same: () => {},
    differences: async () => {},
  })
}

/** In steps in which everything that is due gets its answer. */
async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 1_000) {
    timers.advance(1_000)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
}

it.each([0, 0.5, 1 - Number.EPSILON])(
  'compares heads again before 35 s are over, whatever chance says (%f)',
  async (chance) => {
    await loopWith(() => chance).compare()
    await pass(PROMISED_MS - ANSWERED_WITHIN_MS)
    expect(asked.length).toBeGreaterThanOrEqual(2)
  },
)

it('wants what it has to be compared by the gateway, and asks nothing as long as it is', async () => {
  answer = kept
  await loopWith().compare()
  await pass(9 * MINUTE_MS)
  expect(asked).toMatchObject([{ keep: true }])
})

it('asks before 35 s are over when it has something else than what the gateway compares', async () => {
  answer = kept
  await loopWith().compare()
  await pass(3 * MINUTE_MS)
  privateVersion += 1
  await pass(PROMISED_MS - ANSWERED_WITHIN_MS)
  expect(asked).toHaveLength(2)
  await pass(3 * MINUTE_MS)
  expect(asked).toHaveLength(2)
})

it('asks again where nothing is kept any more: of an older gateway, where it differs, and where there was no answer', async () => {
  for (const other of [
    async (): Promise<HeadsCompared> => ({ same: true, profiles: [] }),
    async (): Promise<HeadsCompared> => ({ same: false, heads: [], privateVersion: 0, profiles: [] }),
    () => Promise.reject(new Error('no answer')),
  ]) {
    const loop = loopWith()
    answer = kept
    await loop.compare()
    answer = other
    await loop.compare()
    asked = []
    await pass(2 * MINUTE_MS)
    expect(asked.length).toBeGreaterThanOrEqual(3)
    loop.pause()
  }
})

it('asks the gateway of the next connection', async () => {
  answer = kept
  const loop = loopWith()
  await loop.compare()
  loop.pause()
  await loop.compare()
  expect(asked).toHaveLength(2)
  answer = () => Promise.reject(new Error('no answer'))
  loop.pause()
  await loop.compare()
  await pass(PROMISED_MS)
  expect(asked).toHaveLength(4)
})

it('asks now and then even so, and when the clock of its device was set: the answer says what time it is', async () => {
  answer = kept
  let skewMs = 0
  await loopWith(undefined, () => skewMs).compare()
  await pass(11 * MINUTE_MS)
  expect(asked).toHaveLength(2)
  for (const [at, setMs] of [-2 * MINUTE_MS, 60 * MINUTE_MS].entries()) {
    skewMs += setMs
    await pass(MINUTE_MS)
    expect(asked).toHaveLength(3 + at)
  }
})
