import fs from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { StartFailure } from '@/server/start-failure'

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const plainName = z.string().regex(/^[a-z0-9_.-]+$/i)

/** A file of the backup, by its name in it. `sha256` is of its bytes as they lie there. */
const backupFile = z.object({ file: z.string().regex(/^[a-z0-9_./-]+$/i), bytes: z.number(), sha256: digest })

const schema = z.object({
  format: z.literal('kith-backup'),
  version: z.literal(1),
  /** Of Kith, that made it. */
  kith: z.string(),
  /** The database's time of the snapshot: what was committed before is in it, and nothing else. */
  takenAt: z.string(),
  /** Those that made the database, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: digest })),
  /** Gzipped text as COPY writes and reads it. */
  tables: z.array(backupFile.extend({ name: plainName, columns: z.array(plainName), rows: z.number() })),
  sequences: z.array(z.object({ name: plainName, value: z.string().regex(/^\d+$/), called: z.boolean() })),
  /** A line a blob, `id<tab>size`, in the ids’ order, gzipped. The blobs themselves are `blobs/ab/abcdef…`. */
  blobs: backupFile.extend({ count: z.number(), missing: z.array(digest) }),
  /** Null: it is the operator’s, who gives it as KITH_SECRET. */
  secrets: backupFile.nullable(),
})

/** What a backup says of itself, in `manifest.json`, which is written last: without it a backup is not whole. */
export type Manifest = z.infer<typeof schema>
export type BackupFile = z.infer<typeof backupFile>
export type BackupTable = Manifest['tables'][number]

const FILE = 'manifest.json'

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await fs.writeFile(path.join(folder, FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
}

/** @throws StartFailure for what is no whole backup */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await fs.readFile(path.join(folder, FILE), 'utf8').catch(() => null)
  if (text === null)
    throw new StartFailure(`There is no ${FILE} in ${folder}: name a folder that "npm run backup" has finished.`)
  const { data } = schema.safeParse(parseJson(text))
  if (data) return data
  throw new StartFailure(
    `${path.join(folder, FILE)} cannot be read: it is damaged, or from a newer version of Kith. Take another backup, or that version.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
