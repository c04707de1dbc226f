import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { BlobId, BlobSource, BlobStore } from '@/server/application/file-ports'
import { notFound } from '@/server/domain/errors'
import { whenFull } from './no-room'

const ID = /^[0-9a-f]{64}$/

/** Blobs as files: `<folder>/ab/abcdef…`. What is being written is in `<folder>/new`. */
export function diskBlobs(folder: string): BlobStore {
  const fileOf = (id: BlobId) => path.join(folder, id.slice(0, 2), id)
  const sizeOf = async (id: BlobId) => {
    if (!ID.test(id)) return null
    return (await fs.stat(fileOf(id)).catch(nothingThere))?.size ?? null
  }
  return {
    async put(id, source) {
      if ((await sizeOf(id)) !== null) return
      const draft = path.join(folder, 'new', randomUUID())
      await fs.mkdir(path.dirname(draft), { recursive: true, mode: 0o700 })
      await fs.mkdir(path.dirname(fileOf(id)), { recursive: true, mode: 0o700 })
      try {
        await write(draft, source)
        await fs.rename(draft, fileOf(id))
        await flush(path.dirname(fileOf(id)))
      } catch (error) {
        await fs.rm(draft, { force: true })
        throw whenFull(error)
      }
    },
    async read(id, range) {
      if ((await sizeOf(id)) === null) throw notFound('file')
      // An opened file stays readable when it is deleted meanwhile.
      const handle = await fs.open(fileOf(id)).catch(() => {
        throw notFound('file')
      })
      const stream = createReadStream('', { fd: handle, ...range })
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>
    },
    size: sizeOf,
    async delete(id) {
      if (ID.test(id)) await fs.rm(fileOf(id), { force: true })
    },
    async *list() {
      for (const entry of await fs.readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
        if (!entry.isFile() || !ID.test(entry.name)) continue
        const stat = await fs.stat(fileOf(entry.name)).catch(nothingThere)
        if (stat) yield { id: entry.name, writtenAt: stat.ctime }
      }
    },
  }
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}

async function write(draft: string, source: BlobSource): Promise<void> {
  if ('bytes' in source) return await fs.writeFile(draft, source.bytes, { flush: true, mode: 0o600 })
  // The same bytes under a second name take no room; another file system needs a copy.
  await fs.link(source.file, draft).catch(() => fs.copyFile(source.file, draft, constants.COPYFILE_FICLONE))
  await flush(draft)
}

// Also a folder's: until then a power cut may take a new name away.
async function flush(file: string): Promise<void> {
  const handle = await fs.open(file, 'r')
  await handle.sync().finally(() => handle.close())
}
