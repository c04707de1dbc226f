import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** The environment's name for which run a process belongs to. */
export const MARK = 'BENCH_RUN'

const LOOK_MS = 50

/** SIGKILL to all that carry the mark; resolves when they are gone. Only on Linux. */
export async function endMarked(mark: string): Promise<void> {
  for (let left = marked(mark); left.length > 0; left = marked(mark)) {
    for (const pid of left) kill(pid)
    await wait(LOOK_MS)
  }
}

function marked(mark: string): number[] {
  const pids = fs.existsSync('/proc') ? fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return pids.filter((pid) => environmentOf(pid).includes(`${MARK}=${mark}`)).map(Number)
}

// Of one that has ended, and of others' processes, nothing can be read.
function environmentOf(pid: string): readonly string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
  } catch {
    return []
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
