import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { StartFailure } from '@/server/start-failure'

/** What nobody else may know. Made on the first start. */
export interface Secrets {
  /** Signs sessions and tickets. */
  readonly secret: string
  readonly databasePassword: string
}

/** Makes the folder that holds everything Kith keeps on this machine. @throws StartFailure when it can't be written to */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder)
    const probe = path.join(folder, `.probe.${process.pid}`)
    fs.writeFileSync(probe, '')
    fs.rmSync(probe)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartFailure(
      `The data folder ${folder} cannot be written to (${code ?? 'unknown error'}): change its permissions, or set KITH_DATA to another folder.`,
      { cause: error },
    )
  }
}

// Folder by folder: Node's own recursion never ends where the system lets nothing be made, as below /proc.
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return
  makeFolder(path.dirname(folder))
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Reads the folder's secrets, making them when there are none. @throws StartFailure when the file is damaged */
export function openSecrets(folder: string): Secrets {
  const file = path.join(folder, 'secrets.json')
  if (!fs.existsSync(file)) create(file)
  fs.chmodSync(file, 0o600)
  return read(file)
}

/** Null when the folder has none. */
export function readSecrets(folder: string): Secrets | null {
  const file = path.join(folder, 'secrets.json')
  return fs.existsSync(file) ? read(file) : null
}

function read(file: string): Secrets {
  try {
    const { secret, databasePassword } = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Secrets>
    if (secret && databasePassword) return { secret, databasePassword }
  } catch {
    // Told below: what the parser quotes may be a secret.
  }
  throw new StartFailure(`The secrets in ${file} cannot be read: restore the file from a backup of the data folder.`)
}

// Linked into place whole, so that of two processes that start at once both read the same.
function create(file: string): void {
  const draft = `${file}.${process.pid}`
  const secrets: Secrets = { secret: random(), databasePassword: random() }
  fs.writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    fs.rmSync(draft)
  }
}

const SECRET_BYTES = 32
const random = () => randomBytes(SECRET_BYTES).toString('base64url')
