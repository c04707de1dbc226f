import { expect, test } from 'vitest'
import { writingDirection } from './writing-direction'

const FROM_THE_RIGHT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Mende_Kikakui}\p{Script=Hanifi_Rohingya}\p{Script=Yezidi}\p{Script=Phoenician}\p{Script=Old_Turkic}]/u

test('every letter that is written from the right has the browser look at directions', () => {
  const missed: string[] = []
  for (let point = 0; point <= 0x10ffff; point++) {
    const letter = String.fromCodePoint(point)
    if (FROM_THE_RIGHT.test(letter) && /\p{L}/u.test(letter) && writingDirection(`So: ${letter}`) !== 'auto') {
      missed.push(point.toString(16))
    }
  }
  expect(missed).toEqual([])
})

test.each(['', 'Hello', 'Zoë, Ωμέγα, Привет', '你好', 'หวัดดี', '😀👨‍👩‍👧 1,234.50 €', 'one\n\ttwo'])(
  '%j has none of them',
  (text) => expect(writingDirection(text)).toBe('ltr'),
)

test('where lines go either way each has its own', () => expect(writingDirection('Hello\nשלום')).toBe('auto'))
