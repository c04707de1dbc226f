import { expect, it } from 'vitest'
import { posted } from '@/client/testing/make'
import { isNews } from './is-news'

const ME = '9'
const inPlaces = (...places: [string, number][]) => {
  const [[conversationId, seq] = ['1', 1]] = places
  const event = posted(seq, '2', conversationId)
  return {
    ...event,
    message: { ...event.message, places: places.map(([id, at]) => ({ conversationId: id, seq: at })) },
  }
}

it('tells what others said since', () => {
  expect(isNews(inPlaces(['1', 5]), new Map([['1', 4]]), ME)).toBe(true)
  expect(isNews(inPlaces(['1', 5]), new Map(), ME)).toBe(true)
  expect(isNews(inPlaces(['1', 5]), new Map([['1', 5]]), ME)).toBe(false)
  expect(isNews({ ...inPlaces(['1', 5]), actorId: ME }, new Map(), ME)).toBe(false)
  expect(isNews(null, new Map(), ME)).toBe(false)
})

it('tells a message in several new places in whichever shows it first', () => {
  const event = inPlaces(['1', 5], ['2', 8])
  expect(
    isNews(
      event,
      new Map([
        ['1', 4],
        ['2', 7],
      ]),
      ME,
    ),
  ).toBe(true)
  expect(
    isNews(
      event,
      new Map([
        ['1', 4],
        ['2', 8],
      ]),
      ME,
    ),
  ).toBe(false)
})

it('does not tell a message again that I have, when it gets another place', () => {
  expect(isNews(inPlaces(['3', 2], ['1', 5]), new Map([['1', 9]]), ME)).toBe(false)
})
