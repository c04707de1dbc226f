import fs from 'node:fs'
import path from 'node:path'
import { inProject } from '../project'

/** After all that there are. */
const NAME = '99990101000000_the_next_version'

/**
 * What is built here as a later version would be installed, in a folder of its own: the same, and one more migration.
 * Answers the folder.
 */
export function installNextVersion(folder: string, sql: string): string {
  fs.mkdirSync(folder)
  for (const copied of ['dist', 'prisma']) fs.cpSync(inProject(copied), path.join(folder, copied), { recursive: true })
  for (const linked of ['node_modules', '.next', 'public', 'package.json', 'next.config.js', 'server', 'scripts']) {
    fs.symlinkSync(inProject(linked), path.join(folder, linked))
  }
  const migration = path.join(folder, 'prisma/migrations', NAME)
  fs.mkdirSync(migration)
  fs.writeFileSync(path.join(migration, 'migration.sql'), sql)
  return folder
}
