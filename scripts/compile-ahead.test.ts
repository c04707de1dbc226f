import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileAhead } from './compile-ahead.mjs'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-compile-ahead-'))
  fs.mkdirSync(path.join(folder, 'server/app'), { recursive: true })
  fs.mkdirSync(path.join(folder, 'static/chunks'), { recursive: true })
  for (const name of ['both', 'chat', 'old', 'part']) fs.writeFileSync(chunk(name), `say('${name}')`)
  fs.writeFileSync(path.join(folder, 'server/app/index.html'), script('both'))
  const polyfills = script('old', 'noModule=""')
  fs.writeFileSync(path.join(folder, 'server/app/c.html'), polyfills + script('both') + script('chat'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const chunk = (name: string): string => path.join(folder, `static/chunks/${name}.js`)
const script = (name: string, more = 'async=""'): string =>
  `<script src="/_next/static/chunks/${name}.js" ${more}></script>`
const read = (name: string): string => fs.readFileSync(chunk(name), 'utf8')

test('what one starts with is compiled as it comes, once marked for good', async () => {
  await compileAhead(folder)
  await compileAhead(folder)
  expect(read('both')).toBe("//# allFunctionsCalledOnLoad\nsay('both')")
  expect(read('chat')).toBe("//# allFunctionsCalledOnLoad\nsay('chat')")
})

test('what comes later, or for old browsers alone, stays as it is', async () => {
  await compileAhead(folder)
  expect(read('part')).toBe("say('part')")
  expect(read('old')).toBe("say('old')")
})
