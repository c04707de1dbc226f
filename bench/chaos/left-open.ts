import { setTimeout as wait } from 'node:timers/promises'
import { type Open, openIn } from './descriptors'
import type { Finding } from './finding'
import type { Site } from './site'

// A connection of HTTP that died without a word is kept for 75 s (server/listen.ts).
const TIMEOUT_MS = 120_000
const POLL_MS = 500
/** Pools keep a connection or two for what is done in the background; a first use opens this and that. */
const SPARE = 12

/** What Kith's processes hold open, by name. */
export function openNow(site: Site): Map<string, Open> {
  const all = Object.entries(site.processes()).flatMap(([name, pid]) => {
    const open = openIn(pid)
    return open ? [[name, open] as const] : []
  })
  return new Map(all)
}

/** Waits until they hold no more than before, give or take a dozen. For a site that everybody has left. */
export async function nothingLeftOpen(site: Site, before: ReadonlyMap<string, Open>): Promise<Finding> {
  const look = () =>
    [...openNow(site)].flatMap(([name, { sockets, descriptors }]) => {
      const was = before.get(name)
      if (!was || (sockets <= was.sockets + SPARE && descriptors <= was.descriptors + SPARE)) return []
      return [`${name}: ${sockets} sockets of ${descriptors}, before ${was.sockets} of ${was.descriptors}`]
    })
  let wrong = look()
  for (const until = Date.now() + TIMEOUT_MS; wrong.length > 0 && Date.now() < until; wrong = look())
    await wait(POLL_MS)
  return { claim: 'sockets and descriptors of every process are back where they were', examined: before.size, wrong }
}
