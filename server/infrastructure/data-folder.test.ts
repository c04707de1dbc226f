import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets, prepareDataFolder, readSecrets } from './data-folder'

let parent: string
let folder: string

beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-data-'))
  folder = path.join(parent, 'data')
})

afterEach(() => fs.rmSync(parent, { recursive: true }))

test('secrets are made once, for the owner alone', () => {
  prepareDataFolder(folder)
  expect(readSecrets(folder)).toBeNull()
  const first = openSecrets(folder)
  expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(openSecrets(folder)).toEqual(first)
  expect(readSecrets(folder)).toEqual(first)
  expect(first.secret).not.toBe(first.databasePassword)
})

test('a secrets file that others could read is closed to them', () => {
  prepareDataFolder(folder)
  openSecrets(folder)
  fs.chmodSync(path.join(folder, 'secrets.json'), 0o644)
  openSecrets(folder)
  expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('a damaged secrets file is refused without quoting it', () => {
  prepareDataFolder(folder)
  fs.writeFileSync(path.join(folder, 'secrets.json'), '{"secret": "hunter2"')
  expect(() => openSecrets(folder)).toThrow(/^The secrets in .* cannot be read: (?!.*hunter2)/)
})

test('a data folder that cannot be is refused in one sentence', () => {
  fs.writeFileSync(folder, 'a file')
  expect(() => prepareDataFolder(folder)).toThrow(/^The data folder .* cannot be written to \(ENOTDIR\)/)
})

test.runIf(fs.existsSync('/proc/self'))(
  'a data folder where nothing can be made is refused, not tried for ever',
  () => {
    expect(() => prepareDataFolder('/proc/kith/data')).toThrow(/^The data folder .* cannot be written to \(ENOENT\)/)
  },
)
