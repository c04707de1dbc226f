import fc from 'fast-check'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { UserId } from '@/contracts/ids'
import type { GatewaySocket } from './io'
import { ProfilesWatch } from './profiles-watch'

const EVERY_MS = 15_000
/** A look each second, and the telling begins with the one that finds. */
const TOLD_WITHIN_MS = 2 * EVERY_MS + 2_000

let watch: ProfilesWatch
/** By user, the version that there is. */
let stored: Map<UserId, number>
let looks: ReadonlyMap<UserId, number>[]
let told: string[]
let away: boolean

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  stored = new Map()
  looks = []
  told = []
  away = false
  watch = new ProfilesWatch({ newer, log: pino({ level: 'silent' }), everyMs: EVERY_MS })
})
afterEach(() => {
  watch.stop()
  vi.useRealTimers()
})

async function newer(versions: ReadonlyMap<UserId, number>): Promise<readonly UserId[]> {
  if (away) throw new Error('the database is away')
  looks.push(new Map(versions))
  return [...versions].flatMap(([userId, version]) => ((stored.get(userId) ?? 0) > version ? userId : []))
}

const page = (name: string) => ({ emit: () => void told.push(name) }) as unknown as GatewaySocket
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const timesLookedAt = (userId: UserId) => looks.filter((versions) => versions.has(userId)).length

it('looks at a profile once in a while, however many show it', async () => {
  for (let n = 0; n < 100; n++) watch.follow(page(`${n}`), [['1', 1]])
  await pass(10 * EVERY_MS + 2_000)
  expect(timesLookedAt('1')).toBeGreaterThanOrEqual(9)
  expect(timesLookedAt('1')).toBeLessThanOrEqual(10)
  expect(told).toEqual([])
})

it('tells whoever shows an older one, every time until it asks, and nobody who shows the newest', async () => {
  const behind = page('behind')
  stored.set('1', 2)
  watch.follow(behind, [
    ['2', 1],
    ['1', 1],
  ])
  watch.follow(page('level'), [['1', 2]])
  await pass(TOLD_WITHIN_MS)
  expect(told).toContain('behind')
  const before = told.length
  await pass(TOLD_WITHIN_MS)
  expect(told.length).toBeGreaterThan(before)
  watch.follow(behind, [['1', 2]])
  told = []
  await pass(2 * TOLD_WITHIN_MS)
  expect(told).toEqual([])
})

it('tells many by and by, and all of them in time', async () => {
  const pages = Array.from({ length: 300 }, (_, n) => `${n}`)
  for (const name of pages) watch.follow(page(name), [['1', 1]])
  stored.set('1', 2)
  const perSecond: number[] = []
  for (let second = 0; second < TOLD_WITHIN_MS / 1_000; second++) {
    const before = told.length
    await pass(1_000)
    perSecond.push(told.length - before)
  }
  expect(Math.max(...perSecond)).toBeLessThanOrEqual(20)
  expect(new Set(told)).toEqual(new Set(pages))
})

it('looks at nobody whom only those showed who have gone', async () => {
  const [gone, here] = [page('gone'), page('here')]
  watch.follow(gone, [
    ['1', 1],
    ['2', 1],
  ])
  watch.follow(here, [['1', 1]])
  watch.leave(gone)
  await pass(2 * EVERY_MS)
  expect([timesLookedAt('1') > 0, timesLookedAt('2')]).toEqual([true, 0])
  watch.leave(here)
  looks = []
  await pass(2 * EVERY_MS)
  expect(looks).toEqual([])
})

it('tells it after a time in which the database was away', async () => {
  watch.follow(page('behind'), [['1', 1]])
  stored.set('1', 2)
  away = true
  await pass(4 * EVERY_MS)
  expect(told).toEqual([])
  away = false
  await pass(2_000)
  expect(told).toEqual(['behind'])
})

it('looks at more than one statement takes without waiting between', async () => {
  const everybody = Array.from({ length: 12_000 }, (_, n): [UserId, number] => [`${n}`, 1])
  watch.follow(page('1'), everybody)
  await pass(EVERY_MS + 2_000)
  expect(looks.map(({ size }) => size)).toEqual([5_000, 5_000, 2_000])
})

const PEOPLE = ['1', '2', '3', '4']
const step = fc.record({
  who: fc.integer({ min: 0, max: 5 }),
  does: fc.oneof(
    { weight: 6, arbitrary: fc.record({ shows: fc.subarray(PEOPLE) }) },
    { weight: 2, arbitrary: fc.constant('leaves' as const) },
    { weight: 2, arbitrary: fc.record({ changes: fc.constantFrom(...PEOPLE) }) },
  ),
  thenMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.constant(TOLD_WITHIN_MS)),
})

it('tells in time exactly those who show something older, whoever comes, goes, asks and changes in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const sockets = Array.from({ length: 6 }, (_, who) => page(`${who}`))
      const here = new Map<string, [UserId, number][]>()
      stored = new Map(PEOPLE.map((userId) => [userId, 1]))
      for (const { who, does, thenMs } of steps) {
        const socket = sockets[who] as GatewaySocket
        if (does === 'leaves') {
          watch.leave(socket)
          here.delete(`${who}`)
        } else if ('shows' in does) {
          const shows = does.shows.map((userId): [UserId, number] => [userId, stored.get(userId) ?? 0])
          watch.follow(socket, shows)
          here.set(`${who}`, shows)
        } else {
          stored.set(does.changes, (stored.get(does.changes) ?? 0) + 1)
        }
        told = []
        await pass(thenMs)
        const isOld = ([userId, version]: [UserId, number]) => (stored.get(userId) ?? 0) > version
        const behind = [...here].flatMap(([name, shows]) => (shows.some(isOld) ? name : []))
        expect(behind).toEqual(expect.arrayContaining(told))
        if (thenMs === TOLD_WITHIN_MS) expect(new Set(told)).toEqual(new Set(behind))
      }
      for (const socket of sockets) watch.leave(socket)
    }),
  )
})
