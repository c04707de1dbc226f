import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../random'
import type { Fault } from './fault'

/** How often each fault struck. */
export type Struck = Map<string, number>

/** Told of each fault. `alone`: nothing else was broken meanwhile. */
export interface Watcher {
  broken?(fault: Fault): void
  whole?(fault: Fault): void
  healed(fault: Fault, from: number, alone: () => boolean): Promise<void>
}

interface Schedule {
  readonly faults: readonly Fault[]
  readonly random: Random
  readonly pauseMs: readonly [number, number]
  isOver(): boolean
  readonly watcher: Watcher
}

/** Breaks one thing after another, all of them in turn, in an order that chance chooses. Resolves when all is healed. */
export async function breakThings({ faults, random, pauseMs, isOver, watcher }: Schedule): Promise<Struck> {
  const struck: Struck = new Map()
  const active = new Set<Fault>()
  const running = new Set<Promise<void>>()
  let begun = 0
  let deck: Fault[] = []

  const strike = async (fault: Fault) => {
    const undisturbed = [...active].every(({ harmless }) => harmless)
    active.add(fault)
    if (!fault.harmless) begun += 1
    const mine = begun
    let { name } = fault
    const from = Date.now()
    watcher.broken?.(fault)
    await fault.strike((other) => {
      name = other
    })
    watcher.whole?.(fault)
    struck.set(name, (struck.get(name) ?? 0) + 1)
    active.delete(fault)
    if (undisturbed && mine === begun) await watcher.healed(fault, from, () => mine === begun)
  }
  const draw = (): Fault | undefined => {
    if (deck.length === 0) deck = faults.map((fault) => fault)
    const taken = new Set([...active].flatMap(({ takes }) => takes))
    const free = deck.filter(({ takes }) => takes.every((one) => !taken.has(one)))
    if (free.length === 0) return undefined
    const fault = random.pick(free)
    deck = deck.filter((one) => one !== fault)
    return fault
  }

  while (!isOver()) {
    const fault = draw()
    if (fault) {
      const strikes = strike(fault)
      running.add(strikes)
      // Whatever goes wrong is told below.
      void strikes.then(
        () => running.delete(strikes),
        () => {},
      )
    }
    await wait(random.between(...pauseMs))
  }
  await Promise.all(running)
  return struck
}
