import fs from 'node:fs'

const LIMITS = '/proc/self/limits'

/** @throws Error when a process here may not hold as many files and sockets open as a figure needs */
export function requireDescriptors(needed: number): void {
  if (!fs.existsSync(LIMITS)) return
  const [, allowed] = /^Max open files\s+(\d+)/m.exec(fs.readFileSync(LIMITS, 'utf8')) ?? []
  if (allowed === undefined || Number(allowed) >= needed) return
  throw new Error(
    `A process may hold ${allowed} descriptors open here, and ${needed} are needed: run \`ulimit -n ${needed}\` first.`,
  )
}
