import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { StartFailure } from '@/server/start-failure'
import { isDeadlock } from './sql-errors'

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

interface Applied {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
}

/** Each costs those who use the tables about a second. */
const DEADLOCKS_MAX = 20

// The lock and the table are Prisma's own, so its CLI and this see each other's work and wait for each other.
export const MIGRATION_LOCK = 72707369
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`

/**
 * Brings the database to the newest migration in `folder`, or of `which`, each in a transaction of its own. Several may do
 * so at once.
 * Returns the names of those it applied. @throws StartFailure for a database this version doesn't understand
 */
export async function migrate(
  pool: pg.Pool,
  folder: string,
  which: (name: string) => boolean = () => true,
): Promise<readonly string[]> {
  const migrations = readMigrations(folder).filter(({ name }) => which(name))
  const applied: string[] = []
  const client = await pool.connect()
  try {
    for (;;) {
      const name = await applyNextAtLast(client, migrations)
      if (name === null) return applied
      applied.push(name)
    }
  } finally {
    client.release()
  }
}

/**
 * Whether the database has exactly the migrations of `folder`. `orNewer`: or more, which newer processes applied beside
 * one that runs: what they add doesn't disturb it. @throws StartFailure for a database this version doesn't understand
 */
export async function isSchemaCurrent(
  pool: pg.Pool,
  folder: string,
  { orNewer = false }: { readonly orNewer?: boolean } = {},
): Promise<boolean> {
  const migrations = readMigrations(folder)
  const { rows } = await pool.query<{ there: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
  if (!rows[0]?.there) return false
  const all = await readApplied(pool)
  const applied = orNewer ? all.filter((row) => migrations.some(({ name }) => name === row.name)) : all
  return applied.length === migrations.length && nextMigration(migrations, applied) === null
}

/** What an older process does meanwhile may hold one table and want another; so may a migration, the other way round. */
async function applyNextAtLast(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string | null> {
  for (let left = DEADLOCKS_MAX; ; left -= 1) {
    try {
      return await applyNext(client, migrations)
    } catch (error) {
      if (left === 0 || !isDeadlock(error)) throw error
    }
  }
}

async function applyNext(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string | null> {
  await client.query('BEGIN')
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await client.query(TABLE)
    const next = nextMigration(migrations, await readApplied(client))
    if (next) await apply(client, next)
    await client.query('COMMIT')
    return next?.name ?? null
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function apply(client: pg.PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date()
  await client.query(sql)
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name, startedAt],
  )
}

function nextMigration(migrations: readonly Migration[], applied: readonly Applied[]): Migration | null {
  for (const row of applied) check(row, migrations)
  return migrations.find(({ name }) => !applied.some((row) => row.name === name)) ?? null
}

function check({ name, checksum, finished }: Applied, migrations: readonly Migration[]): void {
  const ours = migrations.find((migration) => migration.name === name)
  if (!ours)
    throw new StartFailure(
      `The database is from a newer version of Kith (it has the migration ${name}): start that version, or a newer one.`,
    )
  if (!finished)
    throw new StartFailure(`The migration ${name} began elsewhere and never ended: see "prisma migrate resolve".`)
  if (ours.checksum !== checksum)
    throw new StartFailure(
      `The migration ${name} is not the one this database was built with: start the version of Kith that built it.`,
    )
}

async function readApplied(client: Pick<pg.Pool, 'query'>): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  return rows
}

export function readMigrations(folder: string): Migration[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}
