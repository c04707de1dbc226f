import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageInfo } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'
import { boardOf, reached } from './board'

const AT: Instant = '2026-11-21T12:00:00.000Z'
const LATER: Instant = '2026-11-21T12:01:05.000Z'

test('somebody reached by two ways is one person with two places', () => {
  const board = boardOf({
    messageId: '1',
    places: [
      {
        conversationId: '10',
        seq: 4,
        recipients: [
          { userId: '2', deliveredAt: AT, seenAt: LATER },
          { userId: '3', deliveredAt: AT, seenAt: null },
        ],
      },
      { conversationId: '11', seq: 9, recipients: [{ userId: '2', deliveredAt: null, seenAt: null }] },
    ],
  })
  expect(board).toEqual([
    {
      userId: '2',
      places: [
        { place: { conversationId: '10', seq: 4 }, deliveredAt: AT, seenAt: LATER },
        { place: { conversationId: '11', seq: 9 }, deliveredAt: null, seenAt: null },
      ],
    },
    { userId: '3', places: [{ place: { conversationId: '10', seq: 4 }, deliveredAt: AT, seenAt: null }] },
  ])
  expect(reached(board)).toEqual({ delivered: 2, seen: 1 })
})

test('what was seen without word of its delivery was delivered then', () => {
  const info = {
    messageId: '1',
    places: [{ conversationId: '10', seq: 1, recipients: [{ userId: '2', deliveredAt: null, seenAt: LATER }] }],
  }
  expect(boardOf(info)[0]?.places[0]?.deliveredAt).toBe(LATER)
})

test('the board has each recipient once and each of their places once', () => {
  const instant = fc.constantFrom(AT, LATER, null)
  const recipients = fc.uniqueArray(
    fc.record({ userId: fc.integer({ min: 1, max: 6 }).map(String), deliveredAt: instant, seenAt: instant }),
    { selector: ({ userId }) => userId },
  )
  const places = fc.uniqueArray(
    fc.record({ conversationId: fc.integer({ min: 1, max: 9 }).map(String), seq: fc.nat(), recipients }),
    { selector: ({ conversationId }) => conversationId },
  )
  fc.assert(
    fc.property(places, (all) => {
      const info: MessageInfo = { messageId: '1', places: all }
      const board = boardOf(info)
      const people = board.map(({ userId }) => userId)
      expect(new Set(people).size).toBe(people.length)
      const cells = board.flatMap(({ userId, places: mine }) =>
        mine.map(({ place }) => `${userId} ${place.conversationId}`),
      )
      const told = all.flatMap((place) => place.recipients.map(({ userId }) => `${userId} ${place.conversationId}`))
      expect([...cells].sort()).toEqual([...told].sort())
    }),
  )
})
