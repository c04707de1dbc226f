import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address'
import { hostOf, webAddress } from './web-address'

/** As numbers, apart from the rule's own table. */
const PRIVATE: readonly (readonly [number, number])[] = [
  [0x00000000, 0x00ffffff],
  [0x0a000000, 0x0affffff],
  [0x64400000, 0x647fffff],
  [0x7f000000, 0x7fffffff],
  [0xa9fe0000, 0xa9feffff],
  [0xac100000, 0xac1fffff],
  [0xc0000000, 0xc00000ff],
  [0xc0a80000, 0xc0a8ffff],
  [0xc6120000, 0xc613ffff],
  [0xe0000000, 0xffffffff],
]
const PUBLIC: readonly (readonly [number, number])[] = [
  [0x01000000, 0x09ffffff],
  [0x0b000000, 0x643fffff],
  [0x64800000, 0x7effffff],
  [0x80000000, 0xa83effff],
  [0xac200000, 0xbfffffff],
  [0xc1000000, 0xc611ffff],
  [0xcb007200, 0xdfffffff],
]
const among = (ranges: typeof PRIVATE) => fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max })))
const parts = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const dotted = (n: number) => parts(n).join('.')
const hex16 = (n: number) => n.toString(16)
const inTwo = (n: number) => `${hex16(n >>> 16)}:${hex16(n & 0xffff)}`

const mapped = (n: number): string[] => [
  `::ffff:${dotted(n)}`,
  `::ffff:${inTwo(n)}`,
  `0:0:0:0:0:ffff:${inTwo(n)}`,
  `::${dotted(n)}`,
  `64:ff9b::${dotted(n)}`,
  `64:ff9b:1::${inTwo(n)}`,
  `2002:${inTwo(n)}::1`,
  `2001:0:${inTwo(n)}::1`,
  `fe80::5efe:${dotted(n)}`,
]
const disguised = (n: number): string[] => [
  String(n),
  `0x${hex16(n)}`,
  `0${n.toString(8)}`,
  parts(n)
    .map((part) => `0x${hex16(part)}`)
    .join('.'),
  parts(n)
    .map((part) => `0${part.toString(8)}`)
    .join('.'),
  `${parts(n)[0]}.${n & 0xffffff}`,
  `${parts(n)[0]}.${parts(n)[1]}.${n & 0xffff}`,
  `${dotted(n)}.`,
  dotted(n).replace('.', '%2e'),
  dotted(n).replace('.', '。'),
]

describe('an address', () => {
  it('is public among the public ones alone', () => {
    fc.assert(fc.property(among(PRIVATE), (n) => !isPublicAddress(dotted(n))))
    fc.assert(fc.property(among(PUBLIC), (n) => isPublicAddress(dotted(n)) || n === 0xa83f8110))
  })

  it('of IPv6 that holds an IPv4 address is none, whichever that is', () => {
    fc.assert(
      fc.property(fc.oneof(among(PRIVATE), among(PUBLIC)), (n) => mapped(n).every((form) => !isPublicAddress(form))),
    )
  })

  it('is public among the IPv6 addresses that were given out', () => {
    for (const address of ['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888']) {
      expect(isPublicAddress(address)).toBe(true)
    }
    for (const address of ['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', 'fec0::1']) {
      expect(isPublicAddress(address)).toBe(false)
    }
    for (const address of ['100::1', '2001:db8::1', '3fff::1', '5f00::1', '2001:10::1', '2606:4700::1%1', '']) {
      expect(isPublicAddress(address)).toBe(false)
    }
  })
})

describe('an address in a link', () => {
  it('is written as one, or not looked at, at first and when it is where one is sent on to', () => {
    const base = new URL('https://example.org/a')
    fc.assert(
      fc.property(fc.oneof(among(PRIVATE), among(PUBLIC)), fc.constantFrom('http:', 'https:'), (n, scheme) => {
        for (const host of disguised(n)) {
          if (host === dotted(n)) continue
          expect(webAddress(`${scheme}//${host}/x`)).toBeNull()
          expect(webAddress(`${scheme}//${host}:80/x`, base)).toBeNull()
          expect(webAddress(`//${host}/x`, base)).toBeNull()
          expect(webAddress(`${scheme}\\\\${host}`, base)).toBeNull()
        }
        expect(hostOf(webAddress(`${scheme}//${dotted(n)}/x`) ?? base)).toBe(dotted(n))
        expect(hostOf(webAddress(`//${dotted(n)}:8080/x`, base) ?? base)).toBe(dotted(n))
      }),
    )
  })

  it('may be left out by a page at one', () => {
    expect(webAddress('/next', new URL('http://8.8.8.8/'))?.href).toBe('http://8.8.8.8/next')
    expect(webAddress('next?x', new URL('http://8.8.8.8/a/'))?.href).toBe('http://8.8.8.8/a/next?x')
  })

  it('never comes with a name or password, nor in another scheme', () => {
    for (const text of [
      'http://me@example.org',
      'http://me:x@example.org',
      'ftp://example.org',
      'file:///etc/passwd',
    ]) {
      expect(webAddress(text)).toBeNull()
    }
    for (const text of ['javascript:1', 'data:text/html,x', 'gopher://example.org', 'http://', 'nothing']) {
      expect(webAddress(text)).toBeNull()
    }
    expect(hostOf(webAddress('http://[::ffff:7f00:1]/') ?? new URL('http://x'))).toBe('::ffff:7f00:1')
  })
})
