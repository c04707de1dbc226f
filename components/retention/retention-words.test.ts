import { expect, test } from 'vitest'
import { filesErasedWords, retentionWords } from './retention-words'

test.each([
  [null, null, 'This server keeps messages and files for ever.'],
  [90, null, 'Messages on this server are erased after 90 days.'],
  [90, 120, 'Messages on this server are erased after 90 days.'],
  [90, 1, 'Messages on this server are erased after 90 days, the files in them after 1 day.'],
  [null, 30, 'Files on this server are erased after 30 days. Messages stay.'],
])('messages for %s days and files for %s', (messages, files, words) => {
  expect(retentionWords({ messages, files })).toBe(words)
})

test('what was erased is counted', () => {
  expect(filesErasedWords({ count: 1, afterDays: 30 })).toBe('File erased after 30 days')
  expect(filesErasedWords({ count: 3, afterDays: 1 })).toBe('3 files erased after 1 day')
})
