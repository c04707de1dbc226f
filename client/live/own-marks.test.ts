import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { OwnChange, OwnMark } from '@/contracts/dto'
import { OwnMarks } from './own-marks'

/** Changes one after another, as a server makes them. */
const history = fc
  .array(
    fc.record({ seq: fc.integer({ min: 1, max: 5 }), starred: fc.boolean(), hidden: fc.boolean(), gap: fc.nat(2) }),
    {
      maxLength: 12,
    },
  )
  .map((list) => {
    const marks = new Map<number, OwnMark>()
    const changes: OwnChange[] = []
    let [after, version] = [0, 1]
    for (const { seq, starred, hidden, gap } of list) {
      if (marks.get(seq)?.hidden) continue
      version += 1 + gap
      const mark = { seq, starred: starred && !hidden, hidden, version }
      marks.set(seq, mark)
      changes.push({ conversationId: '1', after, version, marks: [mark] })
      after = version
    }
    return { marks, changes, version: after }
  })

const plain = (marks: Iterable<OwnMark>) => [...marks].sort((a, b) => a.seq - b.seq)

it('equals a fresh load, whatever was lost, repeated or out of order, once what is missing was asked for', () => {
  fc.assert(
    fc.property(
      history.chain((all) =>
        fc.record({
          all: fc.constant(all),
          told: fc.array(fc.nat(Math.max(0, all.changes.length - 1)), { maxLength: 20 }),
        }),
      ),
      ({ all, told }) => {
        const own = new OwnMarks(0)
        for (const index of told) {
          const change = all.changes[index]
          if (change) own.changed(change)
        }
        const after = own.known
        const marks = [...all.marks.values()].filter(({ version }) => version > after)
        own.changed({ after, version: all.version, marks })
        expect(plain(own.all)).toEqual(plain(all.marks.values()))
        expect(own.known).toBe(all.version)
        for (const { seq, hidden, starred } of all.marks.values())
          expect([own.isHidden(seq), own.starred.has(seq)]).toEqual([hidden, starred])
      },
    ),
  )
})

it('shows what I chose until the server has answered', () => {
  const own = new OwnMarks(0)
  const starred = own.wish({ seqs: [1], starred: true })
  const hidden = own.wish({ seqs: [2], hidden: true })
  expect([own.starred.has(1), own.isGone(2), own.isHidden(2)]).toEqual([true, true, false])
  hidden()
  starred()
  expect([own.starred.has(1), own.isGone(2)]).toEqual([false, false])
})
