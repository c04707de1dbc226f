import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Uploaded, UploadPurpose } from '@/contracts/dto'
import type { Container } from '@/server/container'
import { openUploads, type UploadEndpoint } from '@/server/infrastructure/uploads/endpoint'
import { type PartialFiles, partialFiles } from '@/server/infrastructure/uploads/partial-files'
import type { Person } from './web'

/** A gateway's upload endpoint on a free port, over a folder that outlives it. */
export interface UploadStage {
  readonly folder: string
  readonly url: string
  readonly endpoint: UploadEndpoint
  readonly partial: PartialFiles
  /** How many connections it has. What lies on one that was cut is still read. */
  connections(): Promise<number>
  close(): Promise<void>
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export async function openUploadStage(
  { ports, useCases, log }: Container,
  options: { folder?: string; reserveBytes?: number; port?: number } = {},
): Promise<UploadStage> {
  const folder = options.folder ?? (await fs.mkdtemp(path.join(os.tmpdir(), 'kith-uploads-')))
  const partial = await partialFiles(folder, options.reserveBytes)
  const endpoint = openUploads({ ports, useCases, partial, origins: ['https://kith.example.org'], log })
  const server = http.createServer((request, response) => {
    if (!endpoint.handle(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    folder,
    url: `http://127.0.0.1:${port}/uploads`,
    endpoint,
    partial,
    connections: promisify(server.getConnections.bind(server)),
    async close() {
      await endpoint.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Headers = Record<string, string>

/** What a browser does to bring a file, step by step. */
export function uploader(container: Container, person: Person, stage: UploadStage) {
  const ask = (method: string, url: string, headers: Headers = {}, body?: Uint8Array): Promise<Response> => {
    const authorization = `Bearer ${container.ports.tickets.issue(person.actor)}`
    const all = { 'tus-resumable': '1.0.0', authorization, connection: 'close', ...headers }
    return fetch(url, { method, headers: all, ...(body && { body: new Blob([new Uint8Array(body)]) }) })
  }
  const create = (size: number, metadata: Readonly<Record<string, string>>): Promise<Response> => {
    const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    return ask('POST', stage.url, { 'upload-length': String(size), 'upload-metadata': pairs.join() })
  }
  const idOf = (created: Response): string => created.headers.get('location')?.split('/').at(-1) ?? ''
  const patch = (id: string, offset: number, bytes: Uint8Array): Promise<Response> =>
    ask(
      'PATCH',
      `${stage.url}/${id}`,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      bytes,
    )
  return {
    ask,
    create,
    idOf,
    patch,
    head: (id: string) => ask('HEAD', `${stage.url}/${id}`),
    /** From its first byte to what it became. */
    async bring(bytes: Uint8Array, purpose: UploadPurpose, name = 'file'): Promise<Uploaded> {
      const created = await create(bytes.length, { purpose, name, sha256: sha256(bytes) })
      if (created.status !== 201) throw new Error(await created.text())
      const id = idOf(created)
      if (bytes.length > 0) await patch(id, 0, bytes)
      const uploaded = await person.call.uploads.finished({ uploadId: id })
      if (!uploaded) throw new Error(`Not all of upload ${id} is there.`)
      return uploaded
    },
  }
}

/** Says something with an upload attached, as the database sees it. */
export async function attach(
  { pool }: Container,
  { actor }: Person,
  conversationId: string,
  { uploadId, name = '' }: { uploadId: string; name?: string },
): Promise<{ conversationId: string; seq: number; messageId: string }> {
  const { rows } = await pool.query<{ seq: number; message_id: string }>(
    `WITH place AS (UPDATE conversations SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq AS seq),
      message AS (INSERT INTO messages (sender_id, client_id, text, attached, created_at, sent_at)
        VALUES ($2, gen_random_uuid(), '', 1, now(), now()) RETURNING id),
      placed AS (INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
        SELECT $1, seq, message.id, $2, seq FROM place, message),
      attached AS (INSERT INTO attachments (message_id, position, kind, blob_id, preview_id, name, width, height)
        SELECT message.id, 0, u.kind::text::attachment_kind, u.blob_id, u.preview_id, $4, u.width, u.height
        FROM message, uploads u WHERE u.id = $3),
      sent AS (UPDATE uploads SET sent = true WHERE id = $3)
    SELECT seq, message.id AS message_id FROM place, message`,
    [conversationId, actor.userId, uploadId, name],
  )
  const [row] = rows
  if (!row) throw new Error('Nothing was attached.')
  return { conversationId, seq: row.seq, messageId: row.message_id }
}
