import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '@/server/infrastructure/database/migrate'
import { startEmbeddedPostgres } from '@/server/infrastructure/postgres/embedded'
import { MIGRATIONS } from '@/server/testing/template'
import { hireJanitor } from './janitor'
import { holdTo } from './measure/processes'

/** What everything is measured on: one careful Postgres, and which cores are whose. */
export interface Stage {
  readonly pool: pg.Pool
  readonly databaseUrl: string
  readonly postgresPid: number
  readonly folder: string
  /** For servers and Postgres, and for what loads them; null: all for all, as there are fewer than four. */
  readonly serverCores: string | null
  readonly loadCores: string | null
  /** Where Kith's CPU profiles go; null: none are made. */
  readonly profiles: string | null
  /** What ends before Postgres does. */
  onClose(end: () => Promise<void>): void
  close(): Promise<void>
}

export async function openStage(profiles: string | null = null): Promise<Stage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-bench-'))
  const janitor = await hireJanitor(folder)
  const apart = os.availableParallelism() >= 4
  const serverCores = apart ? '0,1' : null
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, password: randomUUID() })
  holdTo(postgres.pid, serverCores)
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4, pipeline: true })
  // Ends with Postgres, which is said by what fails.
  pool.on('error', () => {})
  await migrate(pool, path.normalize(MIGRATIONS))
  const ends = [() => pool.end()]
  return {
    pool,
    databaseUrl: postgres.url,
    postgresPid: postgres.pid,
    folder,
    serverCores,
    profiles,
    loadCores: apart ? '2,3' : null,
    onClose: (end) => void ends.push(end),
    async close() {
      for (const end of ends) await end()
      await postgres.stop()
      await janitor.dismiss()
    },
  }
}
