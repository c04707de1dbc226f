import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { type Env, readEnv } from './env'
import { type Manifest, readManifest } from './infrastructure/backup/manifest'
import { checkBackup, requireEmpty, restoreBlobs, restoreDatabase } from './infrastructure/backup/restore-backup'
import { openBlobs } from './infrastructure/blobs/open-blobs'
import { openSecrets, prepareDataFolder } from './infrastructure/data-folder'
import { createLog } from './log'
import { makeEmbedded } from './open-database'
import { MIGRATIONS } from './project'
import { runTool, say, wordsOf } from './run-tool'
import { StartFailure } from './start-failure'

// "npm run restore -- <folder>": what a backup holds, into a place where nothing is.
await runTool(async () => {
  const words = wordsOf(process.argv)
  const from = words.find((word) => !word.startsWith('--'))
  if (!from) throw new StartFailure('Say which backup: npm run restore -- <the folder that "npm run backup" made>')
  const folder = path.resolve(from)
  const env = readEnv(process.env)
  const manifest = await readManifest(folder)
  await checkBackup(folder, manifest, MIGRATIONS)
  const backup = { folder, manifest, withoutDamaged: words.includes('--without-damaged') }
  if (env.databaseUrl) await restoreShared(env, env.databaseUrl, backup)
  else await restoreEmbedded(env, backup)
  say(`What was there at ${manifest.takenAt} is here again. Everybody signs in anew.`)
  if (!manifest.secrets) say('Set KITH_SECRET to what it was when the backup was made.')
})

interface Backup {
  readonly folder: string
  readonly manifest: Manifest
  /** Files that are not as they were are left out. */
  readonly withoutDamaged: boolean
}

async function restoreShared(env: Env, databaseUrl: string, backup: Backup): Promise<void> {
  await requireEmpty(databaseUrl, backup.manifest)
  putSecrets(env, backup)
  await putBlobs(env, backup)
  await restoreDatabase(databaseUrl, { ...backup, migrations: MIGRATIONS })
}

async function restoreEmbedded(env: Env, backup: Backup): Promise<void> {
  const { dataFolder } = env
  if (fs.existsSync(dataFolder) && fs.readdirSync(dataFolder).length > 0)
    throw new StartFailure(
      `The data folder ${dataFolder} is not empty: move it away, or set KITH_DATA to a folder that is not there yet.`,
    )
  try {
    prepareDataFolder(dataFolder)
    putSecrets(env, backup)
    await putBlobs(env, backup)
    const database = await makeEmbedded(env, createLog('error'))
    await restoreDatabase(database.url, { ...backup, migrations: MIGRATIONS }).finally(() => database.close())
  } catch (error) {
    // Half of a backup must not look like a Kith. The folder itself may be a mounted one.
    for (const name of fs.readdirSync(dataFolder)) fs.rmSync(path.join(dataFolder, name), { recursive: true })
    throw error
  }
}

/** The secret of one database signs nothing of another's. */
function putSecrets({ dataFolder, secret }: Env, { folder, manifest }: Backup): void {
  if (!manifest.secrets || secret) return
  prepareDataFolder(dataFolder)
  const ours = path.join(dataFolder, 'secrets.json')
  const theirs = path.join(folder, manifest.secrets.file)
  if (!fs.existsSync(ours)) fs.copyFileSync(theirs, ours)
  if (!fs.readFileSync(ours).equals(fs.readFileSync(theirs)))
    throw new StartFailure(`${ours} is another Kith's: set KITH_DATA to a folder that is not there yet.`)
  openSecrets(dataFolder)
}

async function putBlobs(env: Env, { folder, manifest, withoutDamaged }: Backup): Promise<void> {
  const damaged = await restoreBlobs(folder, manifest, await openBlobs(env.dataFolder, env.s3))
  const [first] = damaged
  if (first === undefined) return
  if (withoutDamaged) {
    for (const id of damaged) say(`The file ${id} is damaged or not there, and left out.`)
    return
  }
  throw new StartFailure(
    `${damaged.length} files of the backup are damaged or not there (the first is ${first}): copy them into it from another backup, or add --without-damaged to go on without them.`,
  )
}
