import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const PROJECT = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

export const inProject = (...parts) => path.join(PROJECT, ...parts)

/** A digest of everything in these files and folders of the project, and of some words besides. */
export function digestOf(names, words = []) {
  const hash = createHash('sha256').update(JSON.stringify(words))
  for (const name of names)
    for (const file of filesIn(name)) hash.update(`${file}\0`).update(fs.readFileSync(inProject(file)))
  return hash.digest('hex')
}

function filesIn(name) {
  const place = inProject(name)
  if (!fs.existsSync(place)) return []
  if (fs.statSync(place).isFile()) return [name]
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(PROJECT, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

/** What `file` of the project says, or null when it isn't there. */
export function readStamp(file) {
  return fs.existsSync(inProject(file)) ? fs.readFileSync(inProject(file), 'utf8') : null
}
