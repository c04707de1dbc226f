import { BlockList, isIP } from 'node:net'

// https://www.iana.org/assignments/iana-ipv4-special-registry, multicast, and the reserved end; the last one is a cloud's
// own, though it lies among the public ones.
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
]
// Of what is given out to the world (2000::/3): protocols and Teredo, examples, and 6to4, which holds an IPv4 address.
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const refused4 = listOf(NOT_PUBLIC_4, 'ipv4')
const refused6 = listOf(NOT_PUBLIC_6, 'ipv6')
const given6 = listOf([['2000::', 3]], 'ipv6')

/**
 * Whether the address is one that anybody in the world may reach: not this machine, its network, nor a way around to
 * them. Of IPv6 only what was given out counts, so that mapped, translated and private ones are none of it.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused4.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && given6.check(address, 'ipv6') && !refused6.check(address, 'ipv6')
    default:
      return false
  }
}

function listOf(ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, family)
  return list
}
