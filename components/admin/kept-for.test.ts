import { expect, test } from 'vitest'
import { daysWritten, estimateWords, writtenOf } from './kept-for'

test('only whole days from one to a hundred years are days', () => {
  const read = (days: string) => daysWritten({ forEver: false, days })
  expect([read('1'), read(' 90 '), read('36500')]).toEqual([1, 90, 36_500])
  for (const wrong of ['', '0', '-1', '1.5', 'ninety', '36501', '1e3']) expect(read(wrong)).toBeUndefined()
  expect(daysWritten({ forEver: true, days: 'nonsense' })).toBeNull()
})

test('what is set is shown, and else a number is offered', () => {
  expect(writtenOf(7, 'files')).toEqual({ forEver: false, days: '7' })
  expect(writtenOf(null, 'files')).toEqual({ forEver: true, days: '30' })
})

test('what would go is said in words', () => {
  const some = { messages: 1_204, conversations: 12, files: 340, bytes: 1_234_567_890, oldestAt: null, more: false }
  expect(estimateWords(some)).toBe('1,204 messages and 340 files (1.2 GB) in 12 chats')
  expect(estimateWords({ ...some, messages: 1, conversations: 1, files: 0 })).toBe('1 message in 1 chat')
  expect(estimateWords({ ...some, messages: 0, files: 1, bytes: 700, more: true })).toBe(
    'more than 1 file (700 bytes) in 12 chats',
  )
})
