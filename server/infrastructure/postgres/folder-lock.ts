import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { StartFailure } from '@/server/start-failure'

/**
 * One Kith per data folder. A lock whose process is gone counts for nothing: the file names the process and when it
 * started, because after a crash the same number may be somebody else.
 * @throws StartFailure when another Kith runs here. Returns what releases it.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'kith.lock')
  const mine = identify(process.pid)
  for (;;) {
    if (take(file, mine)) break
    const holder = read(file)
    if (holder && isAlive(holder))
      throw new StartFailure(
        `Another Kith (process ${holder.split(' ')[0]}) already uses ${folder}: stop it, or set KITH_DATA to another folder.`,
      )
    fs.rmSync(file, { force: true })
  }
  const release = () => {
    if (read(file) === mine) fs.rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}

// Written first and then linked, so that nobody sees a lock without its holder.
function take(file: string, mine: string): boolean {
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, mine)
  try {
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

function read(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function isAlive(holder: string): boolean {
  const pid = Number(holder.split(' ')[0])
  return pid > 0 && identify(pid) === holder
}

/** `<pid> <when it started>`; only the pid when it isn't there. */
function identify(pid: number): string {
  return `${pid} ${startedAt(pid)}`.trim()
}

function startedAt(pid: number): string {
  if (process.platform === 'linux') {
    try {
      // Fields after the command's name, which may hold spaces: the 20th of them is when it started, in ticks after boot.
      const fields = fs
        .readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return fields[0] === 'Z'
        ? ''
        : `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}.${fields[19]}`
    } catch {
      return ''
    }
  }
  if (process.platform === 'win32') return isSignalable(pid) ? 'running' : ''
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
