import fs from 'node:fs/promises'
import type pg from 'pg'
import type { Probes } from '@/server/application/doctor-ports'
import { isStartFailure } from '@/server/start-failure'
import { isSchemaCurrent } from '../database/migrate'

const OLDER = 'Start the whole app or a gateway of this version: they migrate the database.'
// Leases are a table of this version’s schema; an older one may not have it.
const GATEWAYS = 'SELECT id FROM gateways WHERE lease_until > clock_timestamp()'

/** @param now in milliseconds, like Date.now */
export function serverProbes(
  { pool, migrations, dataFolder }: { pool: pg.Pool; migrations: string; dataFolder: string },
  now = Date.now,
): Probes {
  return {
    async database() {
      // The first may wait for a connection.
      await pool.query('SELECT')
      const before = now()
      const { rows } = await pool.query<{ at: number }>(
        'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at',
      )
      const tookMs = Math.max(0, now() - before)
      return {
        tookMs,
        aheadMs: (rows[0]?.at ?? 0) - (before + tookMs / 2),
        schemaProblem: await schemaProblem(pool, migrations),
        gateways: (await pool.query<{ id: string }>(GATEWAYS).catch(() => ({ rows: [] }))).rows.map(({ id }) => id),
      }
    },
    async freeBytes() {
      const { bavail, bsize } = await fs.statfs(dataFolder)
      return bavail * bsize
    },
  }
}

async function schemaProblem(pool: pg.Pool, migrations: string): Promise<string | null> {
  try {
    return (await isSchemaCurrent(pool, migrations)) ? null : OLDER
  } catch (error) {
    if (isStartFailure(error)) return error.message
    // Where Next.js is hosted by itself, migrations may not have come along: gateways know.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
