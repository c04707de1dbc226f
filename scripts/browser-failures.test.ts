import { expect, it } from 'vitest'
import { browserFailures } from './browser-failures.mjs'

const red = (text: string) => `\u001b[31m${text}\u001b[39m`

const specOf = (title: string, ...messages: readonly string[]) => {
  const results = [{ errors: messages.map((message) => ({ message })) }]
  return { file: 'chat.spec.ts', line: 7, title, ok: messages.length === 0, tests: [{ results }] }
}

it('names each test that failed, however deep in groups, with all its errors and without colours', () => {
  const suites = [
    {
      specs: [specOf('goes'), specOf('fails', `${red('Expected')}: 2`, 'A page crashed.')],
      suites: [{ suites: [{ specs: [specOf('fails deep down', 'Timed out.')] }] }],
    },
  ]
  expect(browserFailures({ suites, errors: [] })).toEqual([
    'e2e/chat.spec.ts:7: fails\nExpected: 2\nA page crashed.',
    'e2e/chat.spec.ts:7: fails deep down\nTimed out.',
  ])
})

it('says what belongs to no test, like a file that can’t be read', () => {
  const errors = [{ message: red('Unexpected token') }, { stack: 'Error: no server' }, { value: 'words' }]
  expect(browserFailures({ suites: [], errors })).toEqual(['Unexpected token', 'Error: no server', 'words'])
})
