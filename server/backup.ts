import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { readEnv } from './env'
import { makeBackup } from './infrastructure/backup/make-backup'
import { openBlobs } from './infrastructure/blobs/open-blobs'
import { createLog } from './log'
import { openExisting } from './open-database'
import { inProject } from './project'
import { runTool, say, wordsOf } from './run-tool'
import { StartFailure } from './start-failure'

// "npm run backup -- <folder>": everything Kith keeps, as it was at one moment, while it runs.
await runTool(async () => {
  const [folder] = wordsOf(process.argv)
  if (!folder) throw new StartFailure('Say where the backup goes: npm run backup -- <a folder that is not there yet>')
  const env = readEnv(process.env)
  const database = await openExisting(env, createLog('error'))
  try {
    const secretsFile = path.join(env.dataFolder, 'secrets.json')
    const ownSecret = env.secret !== null || !fs.existsSync(secretsFile)
    const { tables, blobs } = await makeBackup(
      {
        databaseUrl: database.url,
        blobs: await openBlobs(env.dataFolder, env.s3),
        secretsFile: ownSecret ? null : secretsFile,
        version: versionOf(),
      },
      path.resolve(folder),
    )
    say(
      `${tables.reduce((sum, { rows }) => sum + rows, 0)} rows and ${blobs.count - blobs.missing.length} files are in ${folder}.`,
    )
    if (ownSecret) say('KITH_SECRET is not in it: keep it elsewhere.')
    for (const id of blobs.missing)
      say(`The file ${id} is not in the store, or damaged there: it is not in the backup.`)
  } finally {
    await database.close()
  }
})

function versionOf(): string {
  const { version } = JSON.parse(fs.readFileSync(inProject('package.json'), 'utf8')) as { version: string }
  return version
}
