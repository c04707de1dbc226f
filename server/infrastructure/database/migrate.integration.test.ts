import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { MIGRATIONS } from '@/server/testing/template'
import { connectDatabase } from './client'
import { isSchemaCurrent, migrate } from './migrate'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createTestDatabase({ empty: true })
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-migrations-'))
})

afterEach(async () => {
  fs.rmSync(folder, { recursive: true })
  await database.drop()
})

function add(name: string, sql: string): void {
  fs.mkdirSync(path.join(folder, name), { recursive: true })
  fs.writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

test('a fresh database gets every migration, and a second start none', async () => {
  const names = fs.readdirSync(MIGRATIONS).filter((name) => !name.endsWith('.toml'))
  expect(await isSchemaCurrent(database.pool, MIGRATIONS)).toBe(false)
  expect(await migrate(database.pool, MIGRATIONS)).toEqual(names)
  expect(await migrate(database.pool, MIGRATIONS)).toEqual([])
  expect(await isSchemaCurrent(database.pool, MIGRATIONS)).toBe(true)
})

test('processes that start at once apply each migration once', async () => {
  add('1_one', 'CREATE TABLE one (id int); SELECT pg_sleep(0.1);')
  add('2_two', 'CREATE TABLE two (id int)')
  const others = Array.from({ length: 4 }, () => connectDatabase(database.url))
  const applied = await Promise.all(others.map(({ pool }) => migrate(pool, folder)))
  await Promise.all(others.map((other) => other.close()))
  expect(applied.flat().sort()).toEqual(['1_one', '2_two'])
})

test('a migration that fails leaves nothing behind', async () => {
  add('1_one', 'CREATE TABLE one (id int); SELECT 1 / 0')
  await expect(migrate(database.pool, folder)).rejects.toThrow('division by zero')
  add('1_one', 'CREATE TABLE one (id int)')
  expect(await migrate(database.pool, folder)).toEqual(['1_one'])
})

test('a migration that waits for whoever waits for it is taken back, and applied once they are done', async () => {
  await database.pool.query('CREATE TABLE one (id int); CREATE TABLE two (id int)')
  add('1_both', 'LOCK TABLE one; LOCK TABLE two; CREATE TABLE three (id int)')
  const older = await database.pool.connect()
  // It has the patience, so it is the migration that gives way.
  await older.query("BEGIN; SET LOCAL deadlock_timeout = '1min'; INSERT INTO two VALUES (1)")
  const migrating = migrate(database.pool, folder)
  await expect
    .poll(
      async () =>
        (await database.pool.query("SELECT FROM pg_locks WHERE relation = 'two'::regclass AND NOT granted")).rowCount,
    )
    .toBe(1)
  await older.query('INSERT INTO one VALUES (1)')
  await older.query('COMMIT')
  older.release()
  expect(await migrating).toEqual(['1_both'])
})

test('a database from a newer version is refused in one sentence', async () => {
  add('1_one', 'SELECT 1')
  add('2_two', 'SELECT 1')
  await migrate(database.pool, folder)
  fs.rmSync(path.join(folder, '2_two'), { recursive: true })
  await expect(migrate(database.pool, folder)).rejects.toThrow('newer version of Kith')
})

test('a migration that was changed after it was applied is refused', async () => {
  add('1_one', 'SELECT 1')
  await migrate(database.pool, folder)
  add('1_one', 'SELECT 2')
  await expect(migrate(database.pool, folder)).rejects.toThrow('not the one this database was built with')
})
