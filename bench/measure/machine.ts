import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import type pg from 'pg'

const SYNCS = 200

/** Where figures come from. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGib: number
  readonly node: string
  readonly postgres: string
  /** What it takes to have 8 kB on the disk for sure, in milliseconds. */
  readonly fsyncMs: { readonly median: number; readonly p99: number }
}

/** @throws when Postgres doesn't wait for the disk: then nothing of it is worth being measured */
export async function describeMachine(pool: pg.Pool, folder: string): Promise<Machine> {
  const { rows } = await pool.query<Record<'version' | 'fsync' | 'commit', string>>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS commit`,
  )
  const [row] = rows
  if (row?.fsync !== 'on' || row.commit !== 'on') throw new Error(`Postgres is careless: ${JSON.stringify(row)}.`)
  return {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGib: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgres: row.version,
    fsyncMs: measureSync(folder),
  }
}

function measureSync(folder: string): Machine['fsyncMs'] {
  const file = path.join(folder, 'fsync')
  const handle = fs.openSync(file, 'w')
  const times = Array.from({ length: SYNCS }, () => {
    const start = performance.now()
    fs.writeSync(handle, Buffer.alloc(8_192, 1))
    fs.fdatasyncSync(handle)
    return performance.now() - start
  }).sort((one, other) => one - other)
  fs.closeSync(handle)
  fs.rmSync(file)
  return { median: rounded(times[SYNCS >> 1]), p99: rounded(times[Math.floor(SYNCS * 0.99)]) }
}

const rounded = (ms = 0) => Math.round(ms * 1_000) / 1_000
