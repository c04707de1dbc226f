import { expect, it } from 'vitest'
import { Convoy } from './convoy'

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('runs one at a time; who comes meanwhile goes together, and each gets its own answer', async () => {
  const runs: (readonly number[])[] = []
  const ends: (() => void)[] = []
  const convoy = new Convoy<number, string>({
    run: (requests) =>
      new Promise((resolve) => {
        runs.push(requests)
        ends.push(() => resolve(requests.map(String)))
      }),
    weightOf: () => 1,
    mostWeight: 2,
  })
  const answers = [1, 2, 3, 4].map((request) => convoy.join(request))
  for (let at = 0; at < 3; at++) {
    ends[at]?.()
    await settle()
  }
  expect(runs).toEqual([[1], [2, 3], [4]])
  expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4'])
})

it('goes on with those after it when a run failed', async () => {
  const convoy = new Convoy<number, number>({
    run: async (requests) => {
      if (requests.includes(2)) throw new Error('not this one')
      return requests
    },
    weightOf: () => 1,
    mostWeight: 1,
  })
  const answers = await Promise.allSettled([1, 2, 3].map((request) => convoy.join(request)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('lets each go by itself when one of them spoilt it for all', async () => {
  const runs: (readonly number[])[] = []
  const convoy = new Convoy<number, number>({
    run: async (requests) => {
      runs.push(requests)
      if (requests.includes(3)) throw new RangeError('3')
      return requests
    },
    weightOf: () => 1,
    mostWeight: 10,
    isSpoilt: (error) => error instanceof RangeError,
  })
  const answers = await Promise.allSettled([1, 2, 3, 4].map((request) => convoy.join(request)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(runs).toEqual([[1], [2, 3, 4], [2], [3], [4]])
})

it('with lanes, begins beside others what none of them has underway, and keeps the order of each key', async () => {
  const runs: (readonly string[])[] = []
  const ends: (() => void)[] = []
  const convoy = new Convoy<string, string>({
    run: (requests) =>
      new Promise((resolve) => {
        runs.push(requests)
        ends.push(() => resolve(requests))
      }),
    weightOf: () => 1,
    mostWeight: 10,
    lanes: { most: 2, keyOf: (request) => request.charAt(0) },
  })
  const end = async (at: number) => {
    ends[at]?.()
    await settle()
  }
  const asked = ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']
  const answers = asked.map((request) => convoy.join(request))
  expect(runs).toEqual([['a1'], ['b1']])
  await end(1)
  expect(runs).toEqual([['a1'], ['b1'], ['c1', 'b2']])
  await end(0)
  expect(runs.at(-1)).toEqual(['a2', 'a3'])
  await end(2)
  await end(3)
  expect(await Promise.all(answers)).toEqual(asked)
})
