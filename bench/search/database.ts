import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '@/server/infrastructure/postgres/embedded'
import { makeTemplate, urlOf } from '@/server/testing/template'

/** A migrated database in a Postgres of its own, taken away afterwards. */
export async function withThrowawayDatabase(use: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-bench-search-'))
  const settings = { maintenance_work_mem: '512MB', max_wal_size: '4GB' }
  const postgres = await startEmbeddedPostgres({ dataFolder, password: randomUUID(), durable: false, settings })
  const { name } = await makeTemplate(postgres.url)
  const pool = new pg.Pool({ connectionString: urlOf(postgres.url, name), max: 4 })
  try {
    await use(pool)
  } finally {
    await pool.end()
    await postgres.stop()
    fs.rmSync(dataFolder, { recursive: true, force: true })
  }
}
