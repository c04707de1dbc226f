import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { MIGRATIONS } from '@/server/testing/template'
import { schemaSql } from './schema-sql'

const SCHEMA = path.resolve(MIGRATIONS, '../schema.prisma')
const BEYOND_SCHEMA = path.resolve(MIGRATIONS, '../beyond-schema.sql')

// Everything that a table, a type or an index is, one line each.
const SHAPE = `
  SELECT format('column %s.%s %s%s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attstattarget = 0 THEN ' unsampled' ELSE '' END,
      CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, coalesce(pg_get_expr(d.adbin, d.adrelid), a.attidentity::text)) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    WHERE c.relkind IN ('r', 'v', 'm', 'p', 'i') AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '_prisma_migrations%'
  UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> coalesce(to_regclass('_prisma_migrations'), 0::regclass)
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL SELECT format('enum %s %s', enumtypid::regtype, string_agg(enumlabel, ',' ORDER BY enumsortorder))
    FROM pg_enum GROUP BY enumtypid
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  ORDER BY line`

async function shape(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(SHAPE)
  return rows.map(({ line }) => line)
}

const databases: TestDatabase[] = []

async function database(options: { empty: boolean }): Promise<TestDatabase> {
  const made = await createTestDatabase(options)
  databases.push(made)
  return made
}

afterEach(async () => {
  await Promise.all(databases.splice(0).map((made) => made.drop()))
})

test('the migrations build what schema.prisma and beyond-schema.sql say', async () => {
  const built = await database({ empty: false })
  const described = await database({ empty: true })
  await described.pool.query(await schemaSql(SCHEMA, described.url))
  await described.pool.query(fs.readFileSync(BEYOND_SCHEMA, 'utf8'))
  const lines = await shape(described.pool)
  expect(lines.length).toBeGreaterThan(100)
  expect(await shape(built.pool)).toEqual(lines)
})

test.each([
  ['a column more', 'ALTER TABLE users ADD COLUMN extra int'],
  ['a lost index', 'DROP INDEX placements_message_id_idx'],
  ['a column that is sampled', 'ALTER TABLE messages ALTER COLUMN text SET STATISTICS 100'],
  ['another default', 'ALTER TABLE members ALTER COLUMN cleared_to SET DEFAULT 1'],
  ['a value more', `ALTER TYPE mark_kind ADD VALUE 'heard'`],
])('the comparison sees %s', async (_what, sql) => {
  const { pool } = await database({ empty: false })
  const before = await shape(pool)
  await pool.query(sql)
  expect(await shape(pool)).not.toEqual(before)
})

test('a migration that destroys data says so in its first line', () => {
  const destructive = /\b(DROP\s+(TABLE|COLUMN|TYPE|SCHEMA|DATABASE)|TRUNCATE|DELETE\s+FROM)\b/i
  for (const entry of fs.readdirSync(MIGRATIONS, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    const sql = fs.readFileSync(path.join(MIGRATIONS, entry.name, 'migration.sql'), 'utf8')
    if (destructive.test(sql)) expect(sql).toMatch(/^-- Destroys: ./)
  }
})
