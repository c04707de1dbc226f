import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { MARK } from '../left-behind'

/** Short, so that who is held never stands still for long. */
const PERIOD_US = 10_000

/** A control group's file, and what is written to it. */
type Setting = readonly [file: string, text: string]

/** Where control groups of both kinds are made, and how they are told how much CPU may be taken. */
const KINDS: readonly { readonly root: string; quota(us: number): readonly Setting[] }[] = [
  { root: '/sys/fs/cgroup', quota: (us) => [['cpu.max', `${us} ${PERIOD_US}`]] },
  {
    root: '/sys/fs/cgroup/cpu',
    quota: (us) => [
      ['cpu.cfs_period_us', `${PERIOD_US}`],
      ['cpu.cfs_quota_us', `${us}`],
    ],
  },
]
const nameOf = (mark: string) => `kith-bench-${mark}`

/** Whether processes can be held to parts of a core here: on Linux, by who may make control groups. */
export function canHoldToPart(): boolean {
  const group = makeGroup(1)
  if (group) fs.rmdirSync(group)
  return group !== null
}

/**
 * Holds a process, and what it will start, to this part of one core. Ask `canHoldToPart` first.
 *
 * @returns takes the group away, once they have ended
 */
export function holdToPart(pid: number, part: number): () => void {
  const group = makeGroup(part)
  if (!group) throw new Error('No control group can be made here.')
  fs.writeFileSync(path.join(group, 'cgroup.procs'), `${pid}`)
  return () => fs.rmdirSync(group)
}

/** Takes away what is left of the run with this mark, all of whose processes have ended. */
export function dropParts(mark: string): void {
  for (const { root } of KINDS) {
    const names = fs.existsSync(root) ? fs.readdirSync(root).filter((name) => name.startsWith(nameOf(mark))) : []
    for (const name of names) unlessRefused(() => fs.rmdirSync(path.join(root, name)))
  }
}

function makeGroup(part: number): string | null {
  for (const { root, quota } of KINDS) {
    const group = path.join(root, `${nameOf(process.env[MARK] ?? '')}-${randomUUID()}`)
    const made = unlessRefused(() => {
      fs.mkdirSync(group)
      // What isn't a control group's folder has no such files, and gets none.
      for (const [file, text] of quota(Math.round(part * PERIOD_US)))
        fs.writeFileSync(path.join(group, file), text, { flag: 'r+' })
    })
    if (made) return group
    unlessRefused(() => fs.rmdirSync(group))
  }
  return null
}

function unlessRefused(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
