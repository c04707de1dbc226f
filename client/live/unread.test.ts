import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PrivateState } from '@/contracts/dto'
import { Unread } from './unread'

const state = (over: Partial<PrivateState>): PrivateState => ({
  version: 1,
  read: 0,
  unread: 0,
  unreadAt: 0,
  mentions: 0,
  ownVersion: 0,
  draft: null,
  clearedTo: 0,
  away: false,
  markedUnread: false,
  mutedUntil: null,
  mentionsOnly: false,
  pinnedAt: null,
  archived: false,
  request: false,
  ...over,
})
const nothingLoaded = (): null => null

it('adds what came after the server counted', () => {
  const unread = new Unread(state({ read: 3, unread: 2, unreadAt: 10 }), 10)
  unread.posted(11)
  unread.posted(12)
  expect(unread.count(nothingLoaded)).toBe(4)
})

it('counts exactly when what is read is past the server’s count', () => {
  const unread = new Unread(state({ read: 3, unread: 2, unreadAt: 10 }), 10)
  unread.posted(11)
  unread.posted(13)
  unread.readTo(11)
  expect(unread.count(nothingLoaded)).toBe(1)
})

it('takes off what is loaded when less is read, until the server has counted again', () => {
  const unread = new Unread(state({ read: 3, unread: 4, unreadAt: 10 }), 10)
  unread.readTo(6)
  expect(unread.count((from, to) => to - from)).toBe(1)
  unread.changed(state({ version: 2, read: 6, unread: 2, unreadAt: 10 }))
  expect(unread.count(nothingLoaded)).toBe(2)
})

it('says when it can’t count: posts are known only from a later seq on', () => {
  const unread = new Unread(state({ read: 3, unread: 4, unreadAt: 20 }), 20)
  expect(unread.changed(state({ version: 2, read: 5, unread: 2, unreadAt: 18 }))).toBe(false)
  expect(unread.changed(state({ version: 2, read: 5, unread: 3, unreadAt: 20 }))).toBe(true)
  expect(unread.count(nothingLoaded)).toBe(3)
})

it('equals counting, whatever order reads, posts and the server’s answers come in', () => {
  const step = fc.oneof(fc.constant('post' as const), fc.record({ read: fc.nat(30) }), fc.record({ answer: fc.nat(3) }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let last = 0
      let read = 0
      let version = 1
      const unread = new Unread(state({}), 0)
      const answers: PrivateState[] = []
      const count = (from: number, to: number): number => Math.max(0, to - from)
      for (const one of steps) {
        if (one === 'post') {
          last += 1
          unread.posted(last)
        } else if ('read' in one) {
          const to = Math.min(one.read, last)
          unread.readTo(to)
          if (to > read) {
            read = to
            version += 1
            answers.push(state({ version, read, unread: count(read, last), unreadAt: last }))
          }
        } else {
          const answer = answers[one.answer]
          if (answer) unread.changed(answer)
        }
        expect(unread.count(count)).toBe(last - read)
      }
    }),
    { numRuns: 1_000 },
  )
})

it('counts the mentions of later posts, and forgets those that are read', () => {
  const unread = new Unread(state({ read: 3, unread: 2, mentions: 1, unreadAt: 10 }), 10)
  unread.posted(11, true)
  unread.posted(12, false)
  expect(unread.mentions(nothingLoaded)).toBe(2)
  unread.readTo(10)
  expect(unread.mentions(nothingLoaded)).toBe(1)
  unread.readTo(12)
  expect(unread.mentions(nothingLoaded)).toBe(0)
})

it('follows the edits of posts that came here', () => {
  const unread = new Unread(state({ read: 3, unreadAt: 10 }), 10)
  unread.posted(11, true)
  unread.posted(12, false)
  unread.edited(13, 12, true)
  unread.edited(14, 11, false)
  expect([unread.mentionsExact, unread.mentions(nothingLoaded)]).toEqual([true, 1])
})

it('says when a change of a counted post leaves the mentions unknown, until they are counted again', () => {
  const unread = new Unread(state({ read: 3, unread: 4, mentions: 2, unreadAt: 10 }), 10)
  unread.edited(11, 7, false)
  expect(unread.mentionsExact).toBe(false)
  unread.changed(state({ version: 2, read: 3, unread: 4, mentions: 2, unreadAt: 10 }))
  expect(unread.mentionsExact).toBe(false)
  unread.changed(state({ version: 2, read: 3, unread: 4, mentions: 1, unreadAt: 11 }))
  expect([unread.mentionsExact, unread.mentions(nothingLoaded)]).toEqual([true, 1])
})

it('takes a window’s count of the mentions, and needs none where none was or what changed is read', () => {
  const unread = new Unread(state({ read: 3, unread: 4, mentions: 0, unreadAt: 10 }), 10)
  unread.edited(11, 7, false)
  expect(unread.mentionsExact).toBe(true)
  unread.edited(12, 7, true)
  expect(unread.mentionsExact).toBe(false)
  unread.mentionsCounted(1, 12)
  expect([unread.mentionsExact, unread.mentions(nothingLoaded)]).toEqual([true, 1])
  unread.edited(13, 7, false)
  unread.readTo(7)
  expect([unread.mentionsExact, unread.mentions(() => 1)]).toEqual([true, 0])
})
