import { createReadStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { BlobId, BlobStore } from '@/server/application/file-ports'
import { StartFailure } from '@/server/start-failure'
import { dumpAllBlobs, dumpListedBlobs } from './dump-blobs'
import { dumpDatabase, type Snapshot } from './dump-database'
import { writeHashed } from './hashed-file'
import { type Manifest, writeManifest } from './manifest'

export interface BackupSource {
  readonly databaseUrl: string
  readonly blobs: BlobStore
  /** Null: the operator has the secret. */
  readonly secretsFile: string | null
  /** Of Kith. */
  readonly version: string
}

/** A snapshot is taken again where files went meanwhile; what is missing after so many is missing for good. */
const SNAPSHOTS = 5

/**
 * Makes `folder`, which must not be there or be empty: rows as they stood at one moment, and every file they refer to.
 * Kith may run. @throws StartFailure
 */
export async function makeBackup(source: BackupSource, folder: string): Promise<Manifest> {
  const partial = `${folder}.partial`
  await prepare(folder, partial)
  await dumpAllBlobs(source.blobs, partial)
  const { snapshot, missing } = await dumpConsistently(source, partial)
  const secrets = source.secretsFile
    ? await writeHashed(partial, 'secrets.json', createReadStream(source.secretsFile))
    : null
  const manifest: Manifest = {
    format: 'kith-backup',
    version: 1,
    kith: source.version,
    ...snapshot,
    blobs: { ...snapshot.blobs, missing },
    secrets,
  }
  await writeManifest(partial, manifest)
  await fs.rename(partial, folder)
  return manifest
}

async function prepare(folder: string, partial: string): Promise<void> {
  const entries = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new StartFailure(`${folder} cannot be written to (${error.code}): name another folder.`, { cause: error })
  })
  if (entries.length > 0) throw new StartFailure(`${folder} is not empty: name a folder that is not there yet.`)
  try {
    // What a backup that was stopped left behind.
    await fs.rm(partial, { recursive: true, force: true })
    await fs.mkdir(path.join(partial, 'blobs'), { recursive: true, mode: 0o700 })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartFailure(`${partial} cannot be made (${code}): name a folder where you may write.`, { cause })
  }
}

async function dumpConsistently(
  { databaseUrl, blobs }: BackupSource,
  folder: string,
): Promise<{ snapshot: Snapshot; missing: BlobId[] }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'kith backup', keepAlive: true })
  // A connection that breaks fails the query that is under way.
  client.on('error', () => {})
  await client.connect()
  try {
    let missing: BlobId[] = []
    for (let attempt = 1; ; attempt++) {
      const snapshot = await dumpDatabase(client, folder)
      const before = missing
      missing = await dumpListedBlobs(blobs, folder, snapshot.blobs)
      if (attempt === SNAPSHOTS || sameIds(missing, before)) return { snapshot, missing }
    }
  } finally {
    await client.end()
  }
}

/** None twice, or the same: what is missing isn’t what was deleted between rows and files. */
const sameIds = (now: readonly BlobId[], before: readonly BlobId[]): boolean => now.join() === before.join()
