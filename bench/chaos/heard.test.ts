import { beforeEach, expect, it } from 'vitest'
import type { LogEvent } from '@/contracts/dto'
import { Heard } from './heard'

const ANA = '9'
let heard: Heard
beforeEach(() => {
  heard = new Heard('ana')
  heard.begin(ANA, [{ id: '1', lastSeq: 2, active: true }])
})

const posted = (seq: number) => ({ kind: 'message:posted', conversationId: '1', seq }) as LogEvent
const came = (kind: 'member:joined' | 'member:left', seq: number, userId: string) =>
  ({ kind, conversationId: '1', seq, member: { userId, active: kind === 'member:joined' } }) as LogEvent
const at = (...seqs: number[]) => seqs.map((seq) => ({ conversationId: '1', seq }))

function wrongAfter(applied: readonly number[], visible: readonly number[]): readonly string[] {
  for (const seq of applied) heard.applied(posted(seq))
  return heard.findings(at(...visible), []).flatMap(({ wrong }) => wrong)
}

it('finds nothing wrong with what was applied once and in order, from where the client began', () => {
  expect(wrongAfter([3, 4, 6], [1, 2, 3, 4, 6])).toEqual([])
})

it('finds what was missed', () => {
  expect(wrongAfter([3, 6], [3, 4, 6])).toEqual(['ana in 1 (from 2 to 6) missed 4'])
})

it('finds what was applied twice, or late', () => {
  expect(wrongAfter([3, 4, 4], [3, 4])).toEqual(['ana in 1 applied 4 after 4'])
  expect(wrongAfter([6, 5], [3, 4, 5, 6])).toContain('ana in 1 applied 5 after 6')
})

it('finds what was applied and isn’t theirs', () => {
  expect(wrongAfter([3, 4], [3])).toEqual(['ana in 1 (from 2 to 4) applied 4, which isn’t theirs'])
})

it('judges each client of theirs from where it began', () => {
  heard.applied(posted(3))
  heard.begin(ANA, [{ id: '1', lastSeq: 3, active: true }])
  expect(wrongAfter([4], [3, 4])).toEqual([])
  heard.begin(ANA, [{ id: '1', lastSeq: 4, active: true }])
  expect(wrongAfter([6], [3, 4, 5, 6])).toEqual(['ana in 1 (from 4 to 6) missed 5'])
})

it('tells of what came over a wire and should not have', () => {
  expect(heard.findings([], at(9)).flatMap(({ wrong }) => wrong)).toEqual(['ana was sent 9 of 1'])
})

it('expects nobody to be told of what was said while they were out, though it is open to them as history since', () => {
  heard.applied(posted(3))
  heard.applied(came('member:left', 4, ANA))
  heard.applied(came('member:joined', 6, ANA))
  expect(wrongAfter([7, 9], [3, 5, 7, 8, 9])).toEqual(['ana in 1 (from 2 to 9) missed 8'])
})

it('expects everything of who stayed while somebody else came', () => {
  heard.applied(posted(3))
  heard.applied(came('member:left', 5, '8'))
  heard.applied(came('member:joined', 6, '8'))
  expect(wrongAfter([7], [3, 4, 7])).toEqual(['ana in 1 (from 2 to 7) missed 4'])
})

it('expects also of who came back what was said before they were out', () => {
  heard.applied(came('member:joined', 6, ANA))
  expect(wrongAfter([7], [3, 7])).toEqual(['ana in 1 (from 2 to 7) missed 3'])
})

it('expects nothing of who begins while they are out, until they are back', () => {
  heard.begin(ANA, [{ id: '1', lastSeq: 3, active: false }])
  heard.applied(came('member:joined', 6, ANA))
  expect(wrongAfter([9], [4, 5, 7, 9])).toEqual(['ana in 1 (from 3 to 9) missed 7'])
})
