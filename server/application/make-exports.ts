import { crc32 } from '@/server/domain/archive/crc-32'
import { layOut } from '@/server/domain/archive/zip-layout'
import { isKithError } from '@/server/domain/errors'
import { compareIds } from '@/server/domain/roles'
import type { ExportId, ExportTask, KeptParts } from './export-ports'
import { exportedAccount } from './exporting-account'
import { exportedChat } from './exporting-chats'
import type { Ports } from './ports'

type Needed = Parameters<typeof exportedAccount>[0] & Pick<Ports, 'conversations' | 'blobs'>

const MEDIA_AT_ONCE = 100

/**
 * Makes the exports that are due, one after the other, and forgets those past their end. Killed anywhere, or told to stop
 * by `signal`, the next call goes on with the next piece. `now` in milliseconds.
 */
export function makeExports(ports: Needed, now = Date.now) {
  return async (signal?: AbortSignal): Promise<void> => {
    for (let gone = await ports.exports.forgetExpired(); gone; gone = await ports.exports.forgetExpired()) {
      await ports.files.release(gone)
    }
    const failures: unknown[] = []
    for (const id of await ports.exports.due()) {
      if (signal?.aborted) break
      await ports.exports.alone(id, () => make(ports, now, id, signal)).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }
}

async function make(ports: Needed, now: () => number, id: ExportId, signal: AbortSignal | undefined): Promise<void> {
  const found = await ports.exports.task(id)
  if (found === null) return
  try {
    const chatsDone = await addChats(ports, found, signal)
    const written = chatsDone && (await addAccount(ports, now, chatsDone))
    if (!written || !(await checkMedia(ports, id, signal))) return
    const { size } = layOut(await ports.exports.parts(id), new Date(now()))
    await ports.exports.finish(written, size)
  } catch (error) {
    if (isKithError(error) && error.code === 'gone') return
    await ports.exports.failed(id)
    throw error
  }
}

async function kept(ports: Needed, task: ExportTask, parts: KeptParts): Promise<ExportTask> {
  return { ...task, version: await ports.exports.keep(task, parts) }
}

/** Null: it was told to stop. */
async function addChats(ports: Needed, found: ExportTask, signal?: AbortSignal): Promise<ExportTask | null> {
  const { entries } = await ports.messages.overview(found.userId)
  let task = await kept(ports, found, { written: [], media: [], chats: entries.length })
  const left = entries
    .filter(({ conversation }) => compareIds(conversation.id, found.doneTo) > 0)
    .sort((a, b) => compareIds(a.conversation.id, b.conversation.id))
  for (const entry of left) {
    const after = found.writing?.conversationId === entry.conversation.id ? found.writing.seq : 0
    for await (const piece of exportedChat(ports, found.userId, entry, after)) {
      task = await kept(ports, task, piece)
      if (signal?.aborted) return null
    }
  }
  return task
}

async function addAccount(ports: Needed, now: () => number, task: ExportTask): Promise<ExportTask> {
  return await kept(ports, task, await exportedAccount(ports, task, new Date(now()).toISOString()))
}

/** Reads every file once, for its checksum. False: it was told to stop. */
async function checkMedia({ exports, blobs }: Needed, id: ExportId, signal?: AbortSignal): Promise<boolean> {
  for (;;) {
    const media = await exports.unread(id, MEDIA_AT_ONCE)
    if (media.length === 0) return true
    for (const { name, blobId, size } of media) {
      if (signal?.aborted) return false
      await exports.checked(id, name, await checksum(blobs, blobId, size))
    }
  }
}

/** Null: not there, or not whole; the sweep and its log are about that. */
async function checksum(blobs: Ports['blobs'], blobId: string, size: number): Promise<number | null> {
  if ((await blobs.size(blobId)) !== size) return null
  const reader = (await blobs.read(blobId)).getReader()
  let crc = 0
  for (let read = await reader.read(); read.value !== undefined; read = await reader.read()) {
    crc = crc32(read.value, crc)
  }
  return crc
}
