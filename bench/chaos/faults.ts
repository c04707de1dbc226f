import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../random'
import type { Crowd } from './crowd'
import type { Site } from './site'

/** How often each fault struck. */
export type Struck = Map<string, number>

interface Fault {
  readonly name: string
  readonly weight: number
  strike(): Promise<void>
}

/**
 * Breaks things until the time is over; at least one app and one Postgres are killed on the way. Faults of the network
 * overlap with kills and with each other. Resolves when the last one is healed.
 */
export async function breakThings(site: Site, crowd: Crowd, random: Random, seconds: number): Promise<Struck> {
  const struck: Struck = new Map()
  const count = (name: string) => struck.set(name, (struck.get(name) ?? 0) + 1)
  const until = Date.now() + seconds * 1_000
  await Promise.all([
    breakNetwork(networkFaults(site, crowd, random), random, until, count),
    killProcesses(site, random, until, count),
  ])
  for (const proxy of site.proxies) proxy.heal()
  return struck
}

function networkFaults(site: Site, crowd: Crowd, random: Random): readonly Fault[] {
  const proxy = () => random.pick(site.proxies)
  const lasting = async (breaks: typeof goOffline, from: number, to: number) => {
    const hit = proxy()
    breaks(hit)
    await wait(random.between(from, to))
    hit.heal()
  }
  return [
    { name: 'cut some connections', weight: 4, strike: async () => proxy().cut(() => random.chance(0.5)) },
    { name: 'cut everything on one way', weight: 2, strike: async () => proxy().cut() },
    { name: 'stall', weight: 2, strike: () => lasting((hit) => hit.stall(), 200, 3_000) },
    { name: 'silence', weight: 2, strike: () => lasting((hit) => hit.silence(), 500, 4_000) },
    { name: 'refuse', weight: 1, strike: () => lasting((hit) => hit.refuse(), 200, 2_000) },
    { name: 'offline', weight: 1, strike: () => lasting(goOffline, 500, 3_000) },
    { name: 'delay', weight: 2, strike: () => lasting((hit) => hit.delay(random.between(50, 400)), 500, 3_000) },
    { name: 'a client dies', weight: 1, strike: () => crowd.replaceOne() },
  ]
}

function goOffline(proxy: Site['proxies'][number]): void {
  proxy.cut()
  proxy.refuse()
}

async function breakNetwork(
  faults: readonly Fault[],
  random: Random,
  until: number,
  count: (name: string) => void,
): Promise<void> {
  const lots = faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault))
  const running: Promise<void>[] = []
  while (Date.now() < until) {
    const fault = random.pick(lots)
    count(fault.name)
    running.push(fault.strike())
    await wait(random.between(200, 1_200))
  }
  await Promise.all(running)
}

async function killProcesses(site: Site, random: Random, until: number, count: (name: string) => void): Promise<void> {
  let kills = 0
  let next = random.pick(['app', 'postgres'] as const)
  do {
    await wait(random.between(2_000, 5_000))
    if (next === 'app') {
      count('kill -9 of the app')
      await site.killApp()
    } else if (site.killPostgres()) {
      count('kill -9 of Postgres')
      // Sometimes the app is killed while it starts Postgres again, sometimes not.
      if (random.chance(0.7)) await site.ready()
    }
    next = next === 'app' ? 'postgres' : 'app'
    kills++
  } while (Date.now() < until || kills < 2)
}
