import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '@/contracts/dto'
import { firstUnread, indexFrom, newestRange, rangeAround, sliceOf } from './range'

const event = (seq: number, actorId = '2'): HistoryEvent => ({
  kind: 'message:posted',
  conversationId: '9',
  seq,
  at: '2026-01-05T10:00:00.000Z',
  actorId,
  message: {
    id: `${seq}`,
    clientId: `c${seq}`,
    senderId: actorId,
    kind: 'text',
    attachments: [],
    mentions: [],
    forwardedFrom: null,
    preview: null,
    places: [],
    pinned: null,
    text: '',
    createdAt: '2026-01-05T10:00:00.000Z',
    sentAt: '2026-01-05T10:00:00.000Z',
    editedAt: null,
    deleted: null,
    replyTo: null,
    reactions: [],
    changedSeq: seq,
  },
})
const upTo = (last: number) => Array.from({ length: last }, (_, index) => event(index + 1))

describe('the drawn range of a history', () => {
  it('finds the first event at or above a seq, with and without holes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), fc.nat(510), (seqs, seq) => {
        const events = seqs.sort((a, b) => a - b).map((one) => event(one))
        const expected = events.findIndex((one) => one.seq >= seq)
        expect(indexFrom(events, seq)).toBe(expected === -1 ? events.length : expected)
      }),
    )
  })

  it('opens with the newest and goes on with what comes', () => {
    const range = newestRange(upTo(200))
    expect(sliceOf(upTo(200), range)).toHaveLength(60)
    expect(sliceOf(upTo(201), range).at(-1)?.seq).toBe(201)
  })

  it('holds what is around a seq', () => {
    const drawn = sliceOf(upTo(500), rangeAround(upTo(500), 250)).map((one) => one.seq)
    expect(drawn).toContain(250)
    expect(drawn[0]).toBe(220)
  })

  it('finds the first unread of others', () => {
    expect(firstUnread([event(5), event(6, '1'), event(7)], 5, false, '1')?.seq).toBe(7)
  })

  it('doesn’t guess the first unread when what comes before isn’t loaded', () => {
    expect(firstUnread([event(50)], 5, false, '1')).toBeNull()
    expect(firstUnread([event(50)], 5, true, '1')?.seq).toBe(50)
  })
})
