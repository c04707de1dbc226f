import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Draft } from '@/contracts/dto'
import { newestDraft, writtenAt } from './drafts-newest'

const NOON = Date.UTC(2026, 0, 1, 12)
const draft = (text: string, second: number, replyTo: number | null = null): Draft => ({
  text,
  replyTo,
  at: new Date(NOON + second * 1_000).toISOString(),
})

it('keeps what is here or there when the other is nothing', () => {
  expect(newestDraft(null, null, null)).toBeNull()
  expect(newestDraft(draft('Here', 1), null, null)).toEqual(draft('Here', 1))
  expect(newestDraft(null, draft('There', 1), null)).toEqual(draft('There', 1))
})

it('takes what was written last, from wherever it is', () => {
  expect(newestDraft(draft('Here', 1), draft('There', 2), null)).toEqual(draft('There', 2))
  expect(newestDraft(draft('Here', 3), draft('There', 2), null)).toEqual(draft('Here', 3))
})

it('takes what was taken back last for nothing, too', () => {
  expect(newestDraft(draft('Here', 1), draft('', 2), null)).toEqual(draft('', 2))
  expect(newestDraft(draft('', 3), draft('There', 2), null)).toEqual(draft('', 3))
})

it('of what was written at once keeps what the server keeps', () => {
  expect(newestDraft(draft('Here', 2), draft('There', 2), null)).toEqual(draft('There', 2))
})

it('lets newer typing take the place of older, also while that goes on', () => {
  expect(newestDraft(draft('Here', 1), draft('There', 2), NOON + 3_000)).toEqual(draft('There', 2))
})

it('doesn’t let a clock that is ahead take words from under somebody’s hands', () => {
  const kept = newestDraft(draft('Here', 1), draft('There', 3_600), NOON + 2_000)
  expect(kept).toEqual({ ...draft('Here', 0), at: writtenAt(NOON, draft('There', 3_600)) })
})

it('writes later than whatever it writes over', () => {
  expect(writtenAt(NOON, draft('Before', -5), null)).toBe(new Date(NOON).toISOString())
  expect(writtenAt(NOON, draft('Ahead', 7))).toBe(new Date(NOON + 7_001).toISOString())
})

it('comes to the same in whatever order drafts are met', () => {
  const drafts = fc.uniqueArray(fc.record({ text: fc.string(), second: fc.nat(100) }), {
    selector: ({ second }) => second,
  })
  fc.assert(
    fc.property(drafts, fc.func(fc.integer()), (list, order) => {
      const met = list.map(({ text, second }) => draft(text, second))
      const other = [...met].sort((a, b) => order(a) - order(b))
      const last = (all: readonly Draft[]) =>
        all.reduce<Draft | null>((here, one) => newestDraft(here, one, null), null)
      expect(last(other)).toEqual(last(met))
    }),
  )
})
