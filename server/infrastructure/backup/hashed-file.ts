import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { StartFailure } from '@/server/start-failure'
import type { BackupFile } from './manifest'

const PRIVATE = { mode: 0o600, flush: true }

/** Counts and hashes what goes through it. */
export class Meter extends Transform {
  readonly #hash = createHash('sha256')
  bytes = 0

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length
    this.#hash.update(chunk)
    done(null, chunk)
  }

  digest(): string {
    return this.#hash.digest('hex')
  }
}

/** Writes a stream, a chunk in memory at a time. `zipped` gzips it. */
export async function writeHashed(
  folder: string,
  file: string,
  source: Readable,
  { zipped = false } = {},
): Promise<BackupFile> {
  const target = path.join(folder, file)
  await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  const meter = new Meter()
  if (zipped) await pipeline(source, createGzip({ level: 6 }), meter, createWriteStream(target, PRIVATE))
  else await pipeline(source, meter, createWriteStream(target, PRIVATE))
  return { file, bytes: meter.bytes, sha256: meter.digest() }
}

/** @throws StartFailure when the file is not what the manifest says */
export async function checkHashed(folder: string, { file, sha256 }: BackupFile): Promise<void> {
  const meter = new Meter()
  try {
    await pipeline(createReadStream(path.join(folder, file)), meter, async (source) => {
      for await (const _chunk of source);
    })
  } catch (cause) {
    throw new StartFailure(`${file} of the backup cannot be read (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    })
  }
  if (meter.digest() !== sha256)
    throw new StartFailure(`${file} of the backup is damaged: its SHA-256 is not the manifest’s. Take another backup.`)
}

/** A gzipped file’s content. */
export function openZipped(folder: string, { file }: BackupFile): Readable {
  const source = createReadStream(path.join(folder, file))
  const unzipped = createGunzip()
  source.on('error', (error) => unzipped.destroy(error))
  return source.pipe(unzipped)
}
