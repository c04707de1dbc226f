import path from 'node:path'
import pg from 'pg'
import type { BlobStore } from '@/server/application/file-ports'
import { StartFailure } from '@/server/start-failure'
import { migrate, readMigrations } from '../database/migrate'
import { hash } from '../uploads/hash'
import { byFolder, folderOf } from './blob-list'
import { checkHashed } from './hashed-file'
import { loadDatabase } from './load-database'
import type { Manifest } from './manifest'
import { quoted, readTables } from './tables'

/** Whether this Kith knows how to read it, and whether it is as it was written. @throws StartFailure */
export async function checkBackup(folder: string, manifest: Manifest, migrations: string): Promise<void> {
  const known = new Map(readMigrations(migrations).map(({ name, checksum }) => [name, checksum]))
  const strange = manifest.migrations.find(({ name, checksum }) => known.get(name) !== checksum)
  if (strange)
    throw new StartFailure(
      `The backup is from another version of Kith (it has the migration ${strange.name}): restore it with Kith ${manifest.kith} or newer.`,
    )
  const files = [...manifest.tables, manifest.blobs, ...(manifest.secrets ? [manifest.secrets] : [])]
  for (const file of files) await checkHashed(folder, file)
}

/** @throws StartFailure for a database that has something in it */
export async function requireEmpty(databaseUrl: string, { migrations }: Manifest): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const tables = await readTables(client)
    for (const { name } of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`)
      if (rowCount) throw notEmpty()
    }
    if (tables.length === 0) return
    const { rows } = await client
      .query<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations')
      .catch(() => ({ rows: [{ name: 'none' }] }))
    if (!rows.every(({ name }) => migrations.some((migration) => migration.name === name))) throw notEmpty()
  })
}

const notEmpty = () =>
  new StartFailure('The database of DATABASE_URL is not empty: make another one, and name that one in DATABASE_URL.')

/** Puts the backup’s files into the store. Answers those that are not as they were. */
export async function restoreBlobs(folder: string, manifest: Manifest, store: BlobStore): Promise<string[]> {
  const damaged: string[] = []
  const missing = new Set(manifest.blobs.missing)
  for await (const { blobs } of byFolder(folder, manifest.blobs)) {
    for (const { id } of blobs.filter((blob) => !missing.has(blob.id))) {
      const file = path.join(folder, 'blobs', folderOf(id), id)
      const found = await hash({ file }).catch(() => null)
      if (found?.id === id) await store.put(id, { file })
      else damaged.push(id)
    }
  }
  return damaged
}

/** Makes the schema as it was, fills it, and brings it to this version’s. @throws StartFailure */
export async function restoreDatabase(
  databaseUrl: string,
  { folder, manifest, migrations }: { folder: string; manifest: Manifest; migrations: string },
): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  pool.on('error', () => {})
  try {
    const then = new Set(manifest.migrations.map(({ name }) => name))
    await migrate(pool, migrations, (name) => then.has(name))
    const client = await pool.connect()
    try {
      await loadDatabase(client, folder, manifest)
    } finally {
      client.release(true)
    }
    await migrate(pool, migrations)
  } finally {
    await pool.end()
  }
}

async function withClient(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (cause) {
    throw new StartFailure(`The database cannot be reached (${(cause as Error).message}): check DATABASE_URL.`, {
      cause,
    })
  }
  await work(client).finally(() => client.end())
}
