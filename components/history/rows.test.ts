import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PendingMessage } from '@/client/kith'
import type { HistoryEvent } from '@/contracts/dto'
import { keepRows, rowsOf } from './rows'

const ME = '1'
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 10, minutes)).toISOString()

function said(seq: number, senderId: string, minutes: number): HistoryEvent {
  const message = {
    id: `${seq}`,
    clientId: `c${seq}`,
    senderId,
    kind: 'text' as const,
    attachments: [],
    mentions: [],
    forwardedFrom: null,
    preview: null,
    places: [],
    pinned: null,
    text: `message ${seq}`,
    createdAt: at(minutes),
    sentAt: at(minutes),
    editedAt: null,
    deleted: null,
    replyTo: null,
    reactions: [],
    changedSeq: seq,
  }
  return { kind: 'message:posted', conversationId: '9', seq, at: at(minutes), actorId: senderId, message }
}

function joined(seq: number, minutes: number): HistoryEvent {
  const member = { userId: `${100 + seq}`, role: 'member' as const, active: true, joinedSeq: seq, changedSeq: seq }
  return { kind: 'member:joined', conversationId: '9', seq, at: at(minutes), actorId: '2', member }
}

const waits = (clientId: string, minutes: number): PendingMessage => ({
  clientId,
  kind: 'text',
  mentions: [],
  places: [{ conversationId: '9' }],
  attachments: [],
  text: 'later',
  replyTo: null,
  createdAt: at(minutes),
  status: 'waiting',
})

const rows = (events: HistoryEvent[], more: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
  rowsOf({ events, previous: null, pending: [], unreadAfter: null, meId: ME, ...more })
const kinds = (events: HistoryEvent[], more: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
  rows(events, more).map((row) => row.kind)

describe('rows of a history', () => {
  it('goes by when a message came here, which may be days after it was said first', () => {
    const later = said(2, '2', 1)
    if (later.kind !== 'message:posted') throw new Error('It is a message.')
    const placed = { ...later, message: { ...later.message, sentAt: at(-3 * 24 * 60) } }
    expect(rows([said(1, '2', 0), placed, said(3, '2', 2)]).map(({ kind }) => kind)).toEqual([
      'day',
      'message',
      'message',
      'message',
    ])
    expect(rows([said(1, '2', 0), placed])[1]).toMatchObject({ first: true, last: false })
  })

  it('starts each day with a line of its own', () => {
    expect(kinds([said(1, '2', 0), said(2, '2', 1), said(3, '2', 3 * 24 * 60)])).toEqual([
      'day',
      'message',
      'message',
      'day',
      'message',
    ])
  })

  it('has no day line for a day that began before what is drawn', () => {
    expect(kinds([said(2, '2', 1)], { previous: said(1, '2', 0) })).toEqual(['message'])
  })

  it('groups what one person says within five minutes', () => {
    const drawn = rows([said(1, '2', 0), said(2, '2', 4), said(3, '2', 20), said(4, ME, 21)])
    expect(drawn.flatMap((row) => ('first' in row ? [[row.first, row.last]] : []))).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ])
  })

  it('puts the line for unread before the first message of others that is unread', () => {
    expect(kinds([said(1, '2', 0), said(2, ME, 1), said(3, '2', 2)], { unreadAfter: 1 })).toEqual([
      'day',
      'message',
      'message',
      'unread',
      'message',
    ])
  })

  it('has no line for unread when only my own messages follow', () => {
    expect(kinds([said(1, '2', 0), said(2, ME, 1)], { unreadAfter: 1 })).not.toContain('unread')
  })

  it('says consecutive events of a group in one row', () => {
    const drawn = rows([said(1, '2', 0), joined(2, 1), joined(3, 1), said(4, '2', 2)])
    expect(drawn.map((row) => row.kind)).toEqual(['day', 'message', 'system', 'message'])
    expect(drawn[2]).toMatchObject({ key: 's2', seq: 3 })
  })

  it('keeps a message’s key when it gets from the outbox into the log', () => {
    const before = rows([], { pending: [waits('c1', 0)] }).find((row) => row.kind === 'pending')
    const after = rows([said(1, ME, 0)]).find((row) => row.kind === 'message')
    expect(before?.key).toBe(after?.key)
  })

  it('groups what waits with what I said just before', () => {
    const drawn = rows([said(1, ME, 0)], { pending: [waits('c2', 1)] })
    expect(drawn.flatMap((row) => ('first' in row ? [[row.first, row.last]] : []))).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('draws every message once, in order, under keys of their own', () => {
    const histories = fc.array(fc.record({ who: fc.constantFrom(ME, '2', '3', 'join'), gap: fc.nat(2_000) }))
    fc.assert(
      fc.property(histories, fc.option(fc.nat(50)), (steps, unreadAfter) => {
        let minutes = 0
        const events = steps.map(({ who, gap }, index) => {
          minutes += gap
          return who === 'join' ? joined(index + 1, minutes) : said(index + 1, who, minutes)
        })
        const drawn = rows(events, { unreadAfter })
        const seqs = drawn.flatMap((row) => {
          if (row.kind === 'message') return [row.seq]
          return row.kind === 'system' ? row.events.map((event) => event.seq) : []
        })
        expect(seqs).toEqual(events.map((event) => event.seq))
        expect(new Set(drawn.map((row) => row.key)).size).toBe(drawn.length)
      }),
    )
  })
})

describe('keeping rows', () => {
  const rows = (events: readonly HistoryEvent[]) =>
    rowsOf({ events, previous: null, pending: [], unreadAfter: null, meId: ME })
  const event = fc.record({ seq: fc.nat(40), sender: fc.constantFrom('1', '2', '3'), system: fc.boolean() })
  const history = fc
    .uniqueArray(event, { selector: ({ seq }) => seq, maxLength: 30 })
    .map((all) => all.sort((a, b) => a.seq - b.seq))
    .map((all) => all.map(({ seq, sender, system }) => (system ? joined(seq, seq) : said(seq, sender, seq))))

  it('shows the same as without', () => {
    fc.assert(
      fc.property(history, history, (before, after) => {
        expect(keepRows(rows(before), rows(after))).toEqual(rows(after))
      }),
    )
  })

  it('leaves all but the last alone when one more is said by somebody else', () => {
    const before = [said(1, '2', 1), joined(2, 2), said(3, '2', 3)]
    const drawn = rows(before)
    const next = keepRows(drawn, rows([...before, said(4, '3', 4)]))
    expect(next.slice(0, drawn.length).map((row, index) => row === drawn[index])).toEqual(drawn.map(() => true))
  })
})
