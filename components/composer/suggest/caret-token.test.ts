import { expect, test } from 'vitest'
import { caretToken, namedBefore } from './caret-token'

const at = (text: string) => caretToken(text, text.length)

test('a colon and two letters ask for an emoji', () => {
  expect(at('so :sm')).toEqual({ kind: 'emoji', query: 'sm', from: 3, to: 6 })
  expect(at('(:Smi')).toMatchObject({ kind: 'emoji', query: 'smi' })
  expect(at(':+1')).toMatchObject({ kind: 'emoji', query: '+1' })
})

test.each(['10:30', ':s', ': sm', 'std::mo', 'note:sm', 'http://a', ':sm ', 'a@b', '@@b', '@b '])(
  'nothing is asked for by %j',
  (text) => expect(at(text)).toBeNull(),
)

test('an @ asks for members, at once', () => {
  expect(at('hi @')).toEqual({ kind: 'mention', query: '', from: 3, to: 4 })
  expect(at('(@bea.k')).toMatchObject({ kind: 'mention', query: 'bea.k', from: 1 })
  expect(at('*@Zoë_1')).toMatchObject({ query: 'Zoë_1' })
})

test('only what is right before the caret counts', () => {
  expect(caretToken('@bea and more', 4)).toMatchObject({ query: 'bea', from: 0, to: 4 })
  expect(caretToken('@bea and more', 6)).toBeNull()
})

test('a name between colons is known when its last colon is written', () => {
  expect(namedBefore('hi :smile:', 10)).toEqual({ name: 'smile', from: 3 })
  expect(namedBefore('10:30:', 6)).toBeNull()
  expect(namedBefore('a::b:', 5)).toBeNull()
})
