import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { StartFailure } from '@/server/start-failure'
import { openZipped } from './hashed-file'
import type { BackupTable, Manifest } from './manifest'
import { listed, PLAIN_FORMS, quoted, readTables } from './tables'

/**
 * Ids begin again so far past the backup’s, so that none is given twice: a cookie that was signed after the backup names
 * a session, and must not find another’s.
 */
const IDS_AHEAD = 1_000_000_000n

// Browsers show, and hold, what this database has never known or has forgotten: signing in again begins with what is
// here. Half an upload isn’t in a backup.
const LEFT_BEHIND = `
  DELETE FROM sessions;
  DELETE FROM uploads WHERE finished_at IS NULL AND refusal IS NULL`

/** Fills a database that has exactly the backup’s migrations and no rows: all of it, or nothing. */
export async function loadDatabase(client: pg.ClientBase, folder: string, manifest: Manifest): Promise<void> {
  await client.query(PLAIN_FORMS)
  await client.query('BEGIN')
  try {
    await checkTables(client, manifest)
    const names = manifest.tables.map(({ name }) => name)
    if (names.length > 0) await client.query(`TRUNCATE ${listed(names)}`)
    await withoutRules(client, names, async () => {
      for (const table of manifest.tables) await loadTable(client, folder, table)
    })
    for (const { name, value, called } of manifest.sequences)
      await client.query('SELECT setval($1, $2, $3)', [quoted(name), `${BigInt(value) + IDS_AHEAD}`, called])
    await client.query(LEFT_BEHIND)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
  await client.query('ANALYZE')
}

async function checkTables(client: pg.ClientBase, { tables }: Manifest): Promise<void> {
  const shape = (all: readonly { name: string; columns: readonly string[] }[]) =>
    all
      .map(({ name, columns }) => `${name}(${columns.join()})`)
      .sort()
      .join()
  if (shape(await readTables(client)) === shape(tables)) return
  throw new StartFailure(
    'The tables of the backup are not those its migrations make: it is damaged. Take another backup.',
  )
}

async function loadTable(client: pg.ClientBase, folder: string, table: BackupTable): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${quoted(table.name)} (${listed(table.columns)}) FROM STDIN`))
  await pipeline(openZipped(folder, table), stream)
  if (stream.rowCount === table.rows) return
  throw new StartFailure(`${table.file} of the backup is damaged: it has other rows than the manifest says.`)
}

interface Reference {
  readonly table: string
  readonly name: string
  readonly definition: string
}

// Tables refer to each other, in circles too. References are made again when all rows are there, which also checks them.
// An owner may do this, where only a superuser may tell Postgres to look away.
async function withoutRules(client: pg.ClientBase, names: readonly string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<Reference>(`
    SELECT c.relname::text AS table, k.conname::text AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`)
  const change = async (what: readonly string[]) => {
    if (what.length > 0) await client.query(what.join('; '))
  }
  await change(rows.map(({ table, name }) => `ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`))
  await change(names.map((name) => `ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`))
  await work()
  await change(names.map((name) => `ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`))
  await change(
    rows.map(
      ({ table, name, definition }) => `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`,
    ),
  )
}
