import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { StartFailure } from '@/server/start-failure'
import type { Account } from './account'
import type { Binaries } from './binaries'
import { POSTGRES_ENVIRONMENT } from './environment'
import { chownTree, type Folder, openFolder } from './folder'

export const SUPERUSER = 'kith'
export const DATABASE = 'kith'

const INITDB = [
  `--username=${SUPERUSER}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--no-instructions',
]

// Nobody gets in without the password, from this machine either.
const HOST_BASED_ACCESS = 'host all all 127.0.0.1/32 scram-sha-256\n'

/**
 * Makes a cluster in `folder` that only the password opens. It is built beside it and renamed, so a start that is
 * killed half-way leaves nothing that looks like a cluster.
 * @throws StartFailure
 */
export function createCluster(
  folder: string,
  options: { binaries: Binaries; account: Account | null; password: string; durable: boolean },
): void {
  const { binaries, account, durable } = options
  const partial = `${folder}.new`
  fs.rmSync(partial, { recursive: true, force: true })
  fs.mkdirSync(partial, { mode: 0o700, recursive: true })
  if (account) fs.chownSync(partial, account.uid, account.gid)
  const target = openFolder(partial, account)
  try {
    run(binaries.initdb, [...INITDB, ...(durable ? [] : ['--no-sync'])], target, account)
    run(binaries.postgres, ['--single'], target, account, setUp(options.password))
  } finally {
    target.close()
  }
  fs.writeFileSync(path.join(partial, 'pg_hba.conf'), HOST_BASED_ACCESS)
  if (account) chownTree(partial, account)
  fs.renameSync(partial, folder)
}

const setUp = (password: string) =>
  `ALTER ROLE ${SUPERUSER} PASSWORD '${password.replaceAll("'", "''")}'\nCREATE DATABASE ${DATABASE}\n`

function run(program: string, args: string[], folder: Folder, account: Account | null, input?: string): void {
  const at = program.includes('initdb') ? ['-D', folder.argument] : ['-D', folder.argument, 'postgres']
  const { status, stderr, error } = spawnSync(program, [...args, ...at], {
    ...account,
    cwd: '/',
    env: POSTGRES_ENVIRONMENT,
    encoding: 'utf8',
    stdio: folder.stdio(['pipe', 'pipe', 'pipe']),
    ...(input === undefined ? {} : { input }),
  })
  if (status === 0 && !stderr.includes('ERROR:')) return
  throw new StartFailure(
    `The database could not be made in ${folder.path}: ${error?.message ?? (stderr.trim().split('\n').at(-1) || 'initdb failed')}`,
  )
}
