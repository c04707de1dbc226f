import dns from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { hostOf, portOf } from './web-address'

/** What may be asked. Tests have servers of their own on this machine. */
export interface AddressPolicy {
  address(address: string): boolean
  port(port: number): boolean
}

/**
 * Looks a host up once, for `request`'s `lookup`: it connects to the very address that was looked at, and what the name
 * says a moment later doesn't matter. Null: not to be asked.
 */
export async function pinnedLookup(
  url: URL,
  policy: AddressPolicy,
  signal: AbortSignal,
): Promise<LookupFunction | null> {
  if (!policy.port(portOf(url))) return null
  const address = await resolve(hostOf(url), signal)
  if (address === null || !address.all.every((one) => policy.address(one))) return null
  return (_host, options, done) => {
    const family = isIP(address.first)
    if (options.all) done(null, [{ address: address.first, family }])
    else done(null, address.first, family)
  }
}

async function resolve(host: string, signal: AbortSignal) {
  signal.throwIfAborted()
  if (isIP(host) !== 0) return { first: host, all: [host] }
  const late = new Promise<never>((_done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  })
  const all = (await Promise.race([dns.lookup(host, { all: true }), late])).map(({ address }) => address)
  const [first] = all
  return first === undefined ? null : { first, all }
}
