import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileAhead } from './compile-ahead.mjs'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-compile-ahead-'))
  fs.mkdirSync(path.join(folder, 'chunks'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text)
const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8')

test('each script says in its first line that all of it is to be compiled, and says it once', async () => {
  write('chunks/chat.js', "say('hello')")
  await compileAhead(folder)
  await compileAhead(folder)
  expect(read('chunks/chat.js')).toBe("//# allFunctionsCalledOnLoad\nsay('hello')")
})

test('what is no script stays as it is', async () => {
  write('chunks/look.css', 'p{color:red}')
  await compileAhead(folder)
  expect(read('chunks/look.css')).toBe('p{color:red}')
})
