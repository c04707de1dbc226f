import { expect, it } from 'vitest'
import { seededRandom } from '../random'
import { breakThings } from './break-things'
import type { Fault } from './fault'

const ROUNDS = 3

/** Breaks what is given until so many began; answers what overlapped, and what was alone. */
async function runOf(faults: readonly Omit<Fault, 'strike'>[], most: number) {
  const active: Fault[] = []
  const clashes: string[] = []
  const alone: string[] = []
  let begun = 0
  const all = faults.map((fault): Fault => {
    const whole: Fault = {
      ...fault,
      async strike() {
        begun += 1
        for (const other of active) {
          if (other.takes.some((one) => fault.takes.includes(one))) clashes.push(`${other.name} and ${fault.name}`)
        }
        active.push(whole)
        await new Promise((resolve) => setTimeout(resolve, 2))
        active.splice(active.indexOf(whole), 1)
      },
    }
    return whole
  })
  const struck = await breakThings({
    faults: all,
    random: seededRandom(1),
    pauseMs: [0, 3],
    isOver: () => begun >= most,
    watcher: {
      healed: async ({ name }) => {
        alone.push(name)
      },
    },
  })
  return { struck, clashes, alone }
}

it('has all faults come up in turn, and none on what is broken already', async () => {
  const faults = [
    { name: 'a', takes: ['nats'] },
    { name: 'b', takes: ['nats'] },
    { name: 'c', takes: ['webs', 'gateways'] },
    { name: 'd', takes: ['gateways'] },
  ] as const
  const { struck, clashes } = await runOf(faults, faults.length * ROUNDS)
  expect(clashes).toEqual([])
  expect(Object.fromEntries(struck)).toEqual({ a: ROUNDS, b: ROUNDS, c: ROUNDS, d: ROUNDS })
})

it('tells a watcher of what healed with nothing else broken', async () => {
  const { struck, alone } = await runOf([{ name: 'a', takes: ['nats'] }], ROUNDS)
  expect(struck.get('a')).toBe(ROUNDS)
  expect(alone).toEqual(['a', 'a', 'a'])
})

it('counts a fault under what it turned out to be', async () => {
  const fault: Fault = { name: 'a', takes: ['webs'], strike: async (instead) => instead('another') }
  let begun = 0
  const struck = await breakThings({
    faults: [fault],
    random: seededRandom(1),
    pauseMs: [0, 1],
    isOver: () => begun++ > 0,
    watcher: { healed: async () => {} },
  })
  expect([...struck]).toEqual([['another', 1]])
})
