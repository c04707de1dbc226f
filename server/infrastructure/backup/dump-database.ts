import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { MIGRATION_LOCK } from '../database/migrate'
import { writeHashed } from './hashed-file'
import type { BackupTable, Manifest } from './manifest'
import { listed, PLAIN_FORMS, quoted, readSequences, readTables, type Table } from './tables'

export type Snapshot = Pick<Manifest, 'takenAt' | 'migrations' | 'tables' | 'sequences'> & {
  readonly blobs: Omit<Manifest['blobs'], 'missing'>
}

const BLOBS = 'SELECT id, size FROM blobs ORDER BY id COLLATE "C"'

/**
 * Writes all rows as they stood at one moment, while others go on writing: one transaction, whose snapshot holds. A
 * migration waits until it is over, and it waits for one.
 */
export async function dumpDatabase(client: pg.ClientBase, folder: string): Promise<Snapshot> {
  await client.query(PLAIN_FORMS)
  await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK])
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const snapshot = await dumpSnapshot(client, folder)
    await client.query('COMMIT')
    return snapshot
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => {})
  }
}

async function dumpSnapshot(client: pg.ClientBase, folder: string): Promise<Snapshot> {
  const { rows: moments } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at')
  const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  const tables: BackupTable[] = []
  for (const table of await readTables(client)) tables.push(await dumpTable(client, folder, table))
  const sequences: Manifest['sequences'] = []
  // They know no snapshot: read after the rows, they are past every id in them.
  for (const name of await readSequences(client)) sequences.push(await readSequence(client, name))
  const blobs = await copyOut(client, folder, { query: BLOBS, file: 'blobs.tsv.gz' })
  return {
    takenAt: moments[0]?.at.toISOString() ?? '',
    migrations,
    tables,
    sequences,
    blobs: { ...blobs.file, count: blobs.rows },
  }
}

async function dumpTable(client: pg.ClientBase, folder: string, { name, columns }: Table): Promise<BackupTable> {
  const query = `SELECT ${listed(columns)} FROM ${quoted(name)}`
  const { file, rows } = await copyOut(client, folder, { query, file: `database/${name}.copy.gz` })
  return { ...file, name, columns: [...columns], rows }
}

async function copyOut(client: pg.ClientBase, folder: string, { query, file }: { query: string; file: string }) {
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT`))
  return { file: await writeHashed(folder, file, stream, { zipped: true }), rows: stream.rowCount }
}

async function readSequence(client: pg.ClientBase, name: string): Promise<Manifest['sequences'][number]> {
  const { rows } = await client.query<{ value: string; called: boolean }>(
    `SELECT last_value::text AS value, is_called AS called FROM ${quoted(name)}`,
  )
  return { name, value: rows[0]?.value ?? '1', called: rows[0]?.called ?? false }
}
