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
  markedUnread: false,
  mutedUntil: null,
  pinnedAt: null,
  archived: false,
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
