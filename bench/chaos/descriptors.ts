import fs from 'node:fs'

/** What a process holds open. */
export interface Open {
  readonly sockets: number
  readonly descriptors: number
}

/** Null where it can't be told: it is Linux that shows this. */
export function openIn(pid: number): Open | null {
  try {
    const folder = `/proc/${pid}/fd`
    const targets = fs.readdirSync(folder).flatMap((name) => {
      try {
        return fs.readlinkSync(`${folder}/${name}`)
      } catch {
        // Closed meanwhile.
        return []
      }
    })
    return { sockets: targets.filter((target) => target.startsWith('socket:')).length, descriptors: targets.length }
  } catch {
    return null
  }
}
