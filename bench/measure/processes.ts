import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

const TICKS_PER_SECOND = 100

/** Of processes and all that they started. Seconds of CPU since each began; resident memory in bytes. */
export interface Usage {
  readonly cpuSeconds: number
  readonly residentBytes: number
}

/** What the processes with these ids and their descendants have used. Only on Linux. */
export function usageOf(pids: readonly number[]): Usage {
  const these = familyOf(pids)
  return {
    cpuSeconds: these.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    residentBytes: these.reduce((sum, { pid }) => sum + residentBytesOf(pid), 0),
  }
}

function familyOf(pids: readonly number[]) {
  const all = new Map(
    runningPids()
      .flatMap((pid) => stat(pid) ?? [])
      .map((one) => [one.pid, one]),
  )
  const belongs = (pid: number): boolean => {
    for (let at = all.get(pid); at; at = all.get(at.parent)) if (pids.includes(at.pid)) return true
    return false
  }
  return [...all.values()].filter(({ pid }) => belongs(pid))
}

/** Holds a process that just started, and what it will start, to these cores. Nothing happens where that can't be had. */
export function holdTo(pid: number, cores: string | null): void {
  if (cores !== null) execFileSync('taskset', ['-apc', cores, String(pid)], { stdio: 'ignore' })
}

/** The same of a process that runs already, and of all that it started. */
export function holdFamily(pid: number, cores: string | null): void {
  for (const one of familyOf([pid])) holdTo(one.pid, cores)
}

const runningPids = () => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))

function stat(name: string): { pid: number; parent: number; cpuSeconds: number }[] | null {
  try {
    // The name of the command, in brackets, may hold spaces and brackets.
    const text = fs.readFileSync(`/proc/${name}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [parent, user, system, ofChildren, systemOfChildren] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]))
    const ticks = [user, system, ofChildren, systemOfChildren].reduce<number>((sum, one) => sum + (one ?? 0), 0)
    return [{ pid: Number(name), parent: parent ?? 0, cpuSeconds: ticks / TICKS_PER_SECOND }]
  } catch {
    return null
  }
}

function residentBytesOf(pid: number): number {
  try {
    const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return 1_024 * Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
  } catch {
    return 0
  }
}
