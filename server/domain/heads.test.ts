import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf } from './heads'

const head = fc.record({
  conversationId: fc.integer({ min: 1, max: 50 }).map(String),
  lastSeq: fc.nat(100),
  stateVersion: fc.nat(10),
  receipts: fc.record({ delivered: fc.nat(100), seen: fc.nat(100) }),
})
const heads = fc.uniqueArray(head, { selector: ({ conversationId }) => conversationId, maxLength: 20 })
const byId = (list: readonly { conversationId: string }[]) =>
  JSON.stringify([...list].sort((a, b) => Number(a.conversationId) - Number(b.conversationId)))

test('the digest does not depend on the order', () => {
  fc.assert(
    fc.property(heads, fc.nat(), (list, version) => {
      expect(digestOf([...list].reverse(), version)).toBe(digestOf(list, version))
    }),
  )
})

test('different heads, or another private version, have different digests', () => {
  fc.assert(
    fc.property(heads, heads, fc.nat(3), fc.nat(3), (one, other, a, b) => {
      expect(digestOf(one, a) === digestOf(other, b)).toBe(byId(one) === byId(other) && a === b)
    }),
  )
})

test('two heads that exchange their seqs are noticed', () => {
  const at = (conversationId: string, lastSeq: number) => ({
    conversationId,
    lastSeq,
    stateVersion: 1,
    receipts: { delivered: 0, seen: 0 },
  })
  expect(digestOf([at('1', 2), at('2', 1)], 1)).not.toBe(digestOf([at('1', 1), at('2', 2)], 1))
})

test('the digest fits the wire', () => {
  fc.assert(fc.property(heads, fc.nat(), (list, version) => digestOf(list, version).length <= 64))
})
