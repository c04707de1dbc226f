import { expect, test } from 'vitest'
import type { UnreadChat, UnreadMessage } from './notify'
import { quietPeriod } from './quiet-hours'
import { quietSummary, summaryWords } from './quiet-summary'

const message = (seq: number, at: number, more: Partial<UnreadMessage> = {}): UnreadMessage => ({
  seq,
  messageId: String(seq),
  senderId: '1',
  at,
  mentioned: false,
  answered: false,
  elsewhere: [],
  ...more,
})
const chat = (conversationId: string, messages: UnreadMessage[], more: Partial<UnreadChat> = {}): UnreadChat => ({
  conversationId,
  kind: 'group',
  mutedUntil: null,
  mentionsOnly: false,
  messages,
  ...more,
})

test('what came since then is counted, by message and chat, as far as it is worth telling', () => {
  const chats = [
    chat('1', [message(1, 99), message(2, 100), message(3, 500)]),
    chat('2', [message(1, 300)]),
    chat('3', [message(1, 50)]),
    chat('4', [message(1, 300)], { mutedUntil: '9999-01-01T00:00:00.000Z' }),
    chat('5', [message(1, 300), message(2, 300, { mentioned: true })], { mentionsOnly: true }),
  ]
  expect(quietSummary(chats, 100, 1_000)).toEqual({ messages: 4, chats: 3 })
  expect(quietSummary(chats, 501, 1_000)).toBeNull()
  expect(quietSummary([], 0, 1_000)).toBeNull()
})

test('the words count in the singular, too', () => {
  expect(summaryWords({ messages: 12, chats: 3 }).body).toBe('12 messages in 3 chats')
  expect(summaryWords({ messages: 1, chats: 1 }).body).toBe('1 message in 1 chat')
})

test('a period of quiet hours is found from within it, over midnight and in its zone', () => {
  const quiet = { from: 22 * 60, to: 7 * 60, zone: 'Pacific/Auckland' }
  const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)
  const night = { from: at('09:00:00'), to: at('18:00:00') }
  for (const now of ['09:00:00', '10:59:59', '11:00:00', '17:59:59']) expect(quietPeriod(quiet, at(now))).toEqual(night)
  for (const now of ['08:59:59', '18:00:00']) expect(quietPeriod(quiet, at(now))).toBeNull()
  expect(quietPeriod(null, at('11:00:00'))).toBeNull()
  const noon = { from: 12 * 60, to: 13 * 60, zone: 'UTC' }
  expect(quietPeriod(noon, at('12:30:30'))).toEqual({ from: at('12:00:00'), to: at('13:00:00') })
})
