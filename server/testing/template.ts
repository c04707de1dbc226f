import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '@/server/infrastructure/database/migrate'

export const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url)).replace(/[/\\]$/, '')

/** Makes a migrated database that others are copied from. */
export async function makeTemplate(postgresUrl: string): Promise<{ name: string; drop(): Promise<void> }> {
  const name = `kith_template_${randomUUID().slice(0, 8)}`
  await asAdmin(postgresUrl, `CREATE DATABASE ${name}`)
  const pool = new pg.Pool({ connectionString: urlOf(postgresUrl, name), max: 1 })
  await migrate(pool, path.normalize(MIGRATIONS))
  await pool.end()
  return { name, drop: () => asAdmin(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

export function urlOf(postgresUrl: string, database: string): string {
  const url = new URL(postgresUrl)
  url.pathname = `/${database}`
  return url.href
}

export async function asAdmin(postgresUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
