import { expect, it } from 'vitest'
import { entry, ME, posted } from '@/client/testing/make'
import { nextMention } from './next-mention'

const mentioning = (seq: number, senderId = '2') => {
  const event = posted(seq, senderId)
  return { ...event, message: { ...event.message, mentions: [ME] } }
}
const state = (read: number, mentions: number) => ({ ...entry(9).state, read, mentions })

it('is the oldest unread message of somebody else that mentions me', () => {
  const events = [mentioning(2), posted(3), mentioning(4, ME), mentioning(5), mentioning(6)]
  expect(nextMention(events, state(2, 2), ME)).toBe(5)
  expect(nextMention(events, state(5, 1), ME)).toBe(6)
})

it('is none when none is unread, or what is isn’t here', () => {
  expect(nextMention([mentioning(2)], state(2, 0), ME)).toBeNull()
  expect(nextMention([mentioning(2), posted(3)], state(2, 1), ME)).toBeNull()
  expect(nextMention([], null, ME)).toBeNull()
})
