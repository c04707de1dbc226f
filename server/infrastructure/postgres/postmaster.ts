import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { StartFailure } from '@/server/start-failure'
import type { Account } from './account'
import type { Binaries } from './binaries'
import { POSTGRES_ENVIRONMENT } from './environment'
import { openFolder } from './folder'

export interface Postmaster {
  readonly pid: number
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Lets no transaction finish, but writes everything down; after `FAST_STOP_MS` it is not waited for any more. */
  stop(): Promise<void>
}

const FAST_STOP_MS = 20_000
const LOG_LINES_KEPT = 5

// No statement and no value reaches the log: `terse` leaves out details, which quote values.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

/** @throws StartFailure with the last thing Postgres said. */
export async function startPostmaster(
  folder: string,
  options: {
    binaries: Binaries
    account: Account | null
    port: number
    settings: Readonly<Record<string, string>>
    onLog: (line: string) => void
  },
): Promise<Postmaster> {
  const data = openFolder(folder, options.account)
  const settings = { ...SETTINGS, port: String(options.port), ...options.settings }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(options.binaries.postgres, ['-D', data.argument, ...args], {
    ...options.account,
    cwd: '/',
    env: POSTGRES_ENVIRONMENT,
    // A group of its own: Ctrl-C in a terminal is for Kith, which stops Postgres when it has drained.
    detached: true,
    stdio: data.stdio(['ignore', 'ignore', 'pipe']),
  })
  data.close()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  await ready(child, options.onLog)
  const stopAtExit = () => child.kill('SIGINT')
  process.once('exit', stopAtExit)
  void ended.then(() => process.off('exit', stopAtExit))
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) }
}

function ready(child: ChildProcess, onLog: (line: string) => void): Promise<void> {
  const last: string[] = []
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new StartFailure(`The embedded Postgres did not start: ${why}`))
    child.once('error', (error) => fail(error.message))
    child.once('close', () => fail(last.join(' ') || 'it ended without a word.'))
    if (!child.stderr) return fail('its log cannot be read.')
    createInterface({ input: child.stderr }).on('line', (line) => {
      onLog(line)
      last.push(line.replace(/^.*?(?:LOG|FATAL|HINT|ERROR): */, ''))
      if (last.length > LOG_LINES_KEPT) last.shift()
      if (line.includes('database system is ready to accept connections')) resolve()
    })
  })
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  const giveUp = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS)
  await ended
  clearTimeout(giveUp)
}

/**
 * Ends a Postgres whose Kith was killed. The caller holds the folder's lock, so nobody uses it. Resolves to whether it
 * left something behind: its processes, which end by themselves, may keep the next one from starting for a moment.
 */
export async function stopOrphan(folder: string): Promise<boolean> {
  const pid = runningPid(folder)
  if (pid !== null) await end(pid, folder)
  return disown(folder)
}

async function end(pid: number, folder: string): Promise<void> {
  signal(pid, 'SIGINT')
  for (let waited = 0; runningPid(folder) === pid; waited += ORPHAN_POLL_MS) {
    if (waited === FAST_STOP_MS) signal(pid, 'SIGQUIT')
    if (waited > 2 * FAST_STOP_MS)
      throw new StartFailure(
        `Postgres (process ${pid}) still runs in ${folder} and doesn't stop: end it, then try again.`,
      )
    await new Promise((resolve) => setTimeout(resolve, ORPHAN_POLL_MS))
  }
}

/**
 * Of one that didn't end by itself: its number may be another program's by now, or not be given back yet. With that of
 * who starts the next one, Postgres goes by the shared memory that is noted there, too, which it waits for: the last of the
 * killed one's processes may be writing still.
 */
function disown(folder: string): boolean {
  const file = path.join(folder, 'postmaster.pid')
  if (!fs.existsSync(file)) return false
  const [, ...rest] = fs.readFileSync(file, 'utf8').split('\n')
  fs.writeFileSync(file, [process.pid, ...rest].join('\n'))
  return true
}

const ORPHAN_POLL_MS = 50

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Where a Postgres that was started in this folder listens, if it is still there. */
export function runningPort(folder: string): number | null {
  return runningPid(folder) === null ? null : written(folder).port
}

function runningPid(folder: string): number | null {
  const { pid, port } = written(folder)
  return pid > 0 && isPostgres(pid, port) ? pid : null
}

function written(folder: string): { pid: number; port: number } {
  try {
    const lines = fs.readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return { pid: 0, port: 0 }
  }
}

// After a crash the number may be another program's, or another Postgres's.
function isPostgres(pid: number, port: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (process.platform !== 'linux') return true
  try {
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes('postgres') && command.includes(`port=${port}`)
  } catch {
    return false
  }
}
