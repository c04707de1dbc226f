import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoud, type OtherPlace, type UnreadChat, worthTelling } from './notify'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const LATER = '2026-11-21T12:00:01Z'
const EARLIER = '2026-11-21T12:00:00Z'
const open = { kind: 'group', mutedUntil: null, mentionsOnly: false } as const
const plain = { mentioned: false, answered: false }

describe('a message is worth a notification', () => {
  it('unless the chat is muted, which ends by itself', () => {
    expect(isLoud(open, plain, NOW)).toBe(true)
    expect(isLoud({ ...open, mutedUntil: LATER }, plain, NOW)).toBe(false)
    expect(isLoud({ ...open, mutedUntil: EARLIER }, plain, NOW)).toBe(true)
  })

  it('in a muted group by a mention, in a muted direct chat by nothing', () => {
    const muted = { ...open, mutedUntil: LATER }
    expect(isLoud(muted, { mentioned: true, answered: false }, NOW)).toBe(true)
    expect(isLoud(muted, { mentioned: false, answered: true }, NOW)).toBe(false)
    expect(isLoud({ ...muted, kind: 'direct' }, { mentioned: true, answered: true }, NOW)).toBe(false)
  })

  it('where only mentions are wanted by a mention or an answer', () => {
    const wanted = { ...open, mentionsOnly: true }
    expect(isLoud(wanted, plain, NOW)).toBe(false)
    expect(isLoud(wanted, { mentioned: true, answered: false }, NOW)).toBe(true)
    expect(isLoud(wanted, { mentioned: false, answered: true }, NOW)).toBe(true)
  })
})

const place = fc.record({
  kind: fc.constantFrom('direct' as const, 'group' as const),
  mutedUntil: fc.constantFrom(null, LATER, EARLIER),
  mentionsOnly: fc.boolean(),
  mentioned: fc.boolean(),
  answered: fc.boolean(),
  at: fc.integer({ min: 0, max: 2 }),
  read: fc.boolean(),
})

/** The same message as each of its places has it. */
function chats(places: readonly Omit<OtherPlace, 'conversationId'>[]): readonly (UnreadChat & { read: boolean })[] {
  const named = places.map((one, index) => ({ ...one, conversationId: String(index + 8) }))
  return named.map((here) => ({
    ...here,
    messages: here.read
      ? []
      : [{ ...here, seq: 1, messageId: '1', senderId: '2', elsewhere: named.filter((other) => other !== here) }],
  }))
}

it('a message in several places is told in one of those that are loud, and in none once it was read in any', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (places) => {
      const told = chats(places).flatMap((chat) => worthTelling(chat, NOW))
      const loud = places.filter((one) => isLoud(one, one, NOW))
      expect(told).toHaveLength(loud.length > 0 && !places.some(({ read }) => read) ? 1 : 0)
    }),
  )
})

it('of two places with the same time, the older conversation tells it', () => {
  const one = { ...open, ...plain, at: 5, read: false }
  const [first, second] = chats([one, one, one]).map((chat) => worthTelling(chat, NOW).length)
  expect([first, second]).toEqual([1, 0])
  // Ids are numbers: "10" comes after "9".
  expect(chats([one, one, one]).map((chat) => worthTelling(chat, NOW).length)).toEqual([1, 0, 0])
})
