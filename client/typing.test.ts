import { expect, test } from 'vitest'
import { systemEnvironment } from './environment'
import { Typing } from './typing'

function typingAt(clock: { now: number }): Typing {
  return new Typing(systemEnvironment({ now: () => clock.now, after: () => () => {} }), () => {})
}

test('who starts typing types until they have spoken', () => {
  const typing = typingAt({ now: 0 })
  typing.started('1', '7')
  expect(typing.in('1')).toEqual(['7'])
  typing.spoke('1', '7')
  expect(typing.in('1')).toEqual([])
})

test('news of typing that the message has overtaken is dropped, later news is not', () => {
  const clock = { now: 0 }
  const typing = typingAt(clock)
  typing.spoke('1', '7')
  clock.now = 400
  typing.started('1', '7')
  typing.started('2', '7')
  expect(typing.in('1')).toEqual([])
  expect(typing.in('2')).toEqual(['7'])
  clock.now = 1_400
  typing.started('1', '7')
  expect(typing.in('1')).toEqual(['7'])
})
