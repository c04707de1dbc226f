import type { StdioOptions } from 'node:child_process'
import fs from 'node:fs'
import type { Account } from './account'

/** A folder as a child process with another account may name it. */
export interface Folder {
  readonly path: string
  /** What the child is given as `-D`. */
  readonly argument: string
  readonly stdio: (first: [StdioOption, StdioOption, StdioOption]) => StdioOptions
  close(): void
}

type StdioOption = 'ignore' | 'pipe'

const FIRST_EXTRA_FD = 3

/**
 * As root, Postgres runs as another user, who often cannot walk to the folder (a project below /root). On Linux an open
 * descriptor of the folder is inherited and named through /proc, so that the data stays in the folder that was asked for.
 */
export function openFolder(path: string, account: Account | null): Folder {
  if (!account || process.platform !== 'linux') {
    return { path, argument: path, stdio: (first) => first, close: () => {} }
  }
  const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY)
  return {
    path,
    argument: `/proc/self/fd/${FIRST_EXTRA_FD}`,
    stdio: (first) => [...first, fd],
    close: () => fs.closeSync(fd),
  }
}

/** Gives the folder and everything in it to the account. */
export function chownTree(path: string, account: Account): void {
  for (const entry of fs.readdirSync(path, { recursive: true, withFileTypes: true })) {
    fs.lchownSync(`${entry.parentPath ?? entry.path}/${entry.name}`, account.uid, account.gid)
  }
  fs.chownSync(path, account.uid, account.gid)
}
