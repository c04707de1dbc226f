import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server, type Upload } from '@tus/server'
import { BODY_PROBE_PATH } from '@/contracts/health'
import type { UploadId } from '@/contracts/ids'
import { uploadMetadata } from '@/contracts/upload-inputs'
import type { Actor } from '@/server/application/account-ports'
import type { NewUpload, UploadState } from '@/server/application/file-ports'
import type { Ports } from '@/server/application/ports'
import type { UseCases } from '@/server/application/use-cases'
import { isKithError, KithError } from '@/server/domain/errors'
import type { Log } from '@/server/log'
import { noRoom } from '../blobs/no-room'
import { admitUpload } from './admit-upload'
import { answerProbe } from './answer-probe'
import { answer, refused } from './answer-upload'
import type { PartialFiles } from './partial-files'

export const UPLOADS_PATH = '/uploads'
const ONE = /^\/uploads\/([0-9a-f]{32})$/

export interface UploadsOptions {
  readonly ports: Pick<Ports, 'tickets' | 'sessions' | 'uploads'>
  readonly useCases: Pick<UseCases, 'beginUpload' | 'finishUpload'>
  readonly partial: PartialFiles
  /** Origins of pages that come from elsewhere than where they upload to. */
  readonly origins: readonly string[]
  readonly log: Log
}

export interface UploadEndpoint {
  /** False: not meant for it. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /** Looks at an upload all of whose bytes are here. @throws KithError `busy` and others that pass */
  finish(upload: NewUpload): Promise<void>
  /** Cuts off what is arriving (it goes on elsewhere, or later) and waits for what is being looked at. */
  close(): Promise<void>
}

/** Takes files in by tus (https://tus.io): in pieces, going on where it stopped. Each request shows a ticket. */
export function openUploads({ ports, useCases, partial, origins, log }: UploadsOptions): UploadEndpoint {
  const actors = new WeakMap<object, Actor>()
  const arriving = new Set<IncomingMessage>()
  const finishing = new Map<UploadId, Promise<void>>()

  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: partial.store,
    relativeLocation: true,
    allowedOrigins: (origin) => origins.includes(origin),
    async onUploadCreate({ runtime }, upload) {
      const actor = runtime?.node?.req && actors.get(runtime.node.req)
      if (!actor) throw refused(new KithError('unauthenticated', 'You are signed out. Sign in again.'))
      await begin(actor, upload)
      return {}
    },
    async onUploadFinish(_request, upload) {
      const [unfinished] = await ports.uploads.unfinished([upload.id])
      if (unfinished) await finish(unfinished)
      return {}
    },
    onResponseError: (_request, error) => told(error),
  })

  async function begin(actor: Actor, { id, size, metadata }: Upload): Promise<void> {
    if (size === undefined) throw new KithError('invalid', 'Say how large the file is.')
    const { purpose, sha256 } = uploadMetadata.parse(metadata ?? {})
    await partial.requireRoom(size)
    await useCases.beginUpload(actor, { id, purpose, size, sourceHash: sha256 ?? null })
  }

  function finish(upload: NewUpload): Promise<void> {
    const present = finishing.get(upload.id)
    if (present !== undefined) return present
    const work = useCases
      .finishUpload(upload, partial.fileOf(upload.id))
      .catch(async (error: unknown) => {
        // Another gateway that shares the folder may have been faster, and have taken the file away.
        if ((await ports.uploads.unfinished([upload.id])).length > 0) throw error
      })
      .then(() => partial.remove(upload.id))
      .finally(() => finishing.delete(upload.id))
    finishing.set(upload.id, work)
    return work
  }

  // What tus itself refuses (a wrong offset, a missing header) keeps its own status and words.
  function told(error: unknown): ReturnType<typeof refused> | undefined {
    const { status_code, body } = error as { status_code?: number; body?: string }
    if (body?.startsWith('Something went wrong receiving')) return refused(noRoom())
    if (status_code === 404 || status_code === 410) return refused(missing())
    if (status_code !== undefined) return undefined
    const reason = refused(error)
    if (reason.status_code === 500) log.error({ err: error }, 'an upload failed')
    return reason
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'OPTIONS') {
      const actor = await admitUpload(ports, request)
      actors.set(request, actor)
      const id = ONE.exec(pathOf(request))?.[1]
      if (id !== undefined) {
        const upload = await ports.uploads.find(actor.userId, id)
        if (!upload) throw missing()
        if (await settle(upload, request, response)) return
      } else if (request.method !== 'POST' || pathOf(request) !== UPLOADS_PATH) throw missing()
    }
    await tus.handle(request, response)
  }

  /** Answers for an upload that is whole, whose bytes tus may not have any more. */
  async function settle(upload: UploadState, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { id, size } = upload
    if (request.method === 'DELETE') {
      await ports.uploads.remove(upload.userId, id)
      await partial.remove(id)
      answer({ request, response, origins }, 204, {})
      return true
    }
    if (request.method === 'PATCH') await partial.requireRoom(Number(request.headers['content-length'] ?? 0))
    if (!upload.finished) {
      const arrived = await partial.size(id)
      if (arrived !== null && arrived < size) return false
      if (arrived !== null) await finish(upload)
      // It may just have been finished by another request.
      else if (!(await ports.uploads.find(upload.userId, id))?.finished) throw missing()
    }
    const headers = { 'Upload-Offset': String(size), 'Upload-Length': String(size) }
    answer({ request, response, origins }, request.method === 'HEAD' ? 200 : 204, headers)
    return true
  }

  return {
    finish,
    handle(request, response) {
      const path = pathOf(request)
      if (path !== UPLOADS_PATH && !path.startsWith(`${UPLOADS_PATH}/`)) return false
      if (path === BODY_PROBE_PATH && request.method === 'POST') {
        answerProbe(request, response, origins)
        return true
      }
      arriving.add(request)
      response.once('close', () => arriving.delete(request))
      serve(request, response).catch((error: unknown) => {
        if (!isKithError(error)) log.error({ err: error }, 'an upload could not be answered')
        if (response.headersSent) return void response.destroy()
        const { status_code, body } = refused(error)
        // Read to its end: a connection that is reset would take the answer with it.
        request.resume()
        const headers = { 'Content-Type': 'application/json' }
        answer({ request, response, origins }, status_code, headers, request.method === 'HEAD' ? '' : body)
      })
      return true
    },
    async close() {
      for (const request of arriving) if (!request.complete) request.destroy()
      await Promise.allSettled(finishing.values())
    },
  }
}

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? ''

const missing = (): KithError => new KithError('upload_missing', 'This file has to be uploaded again.')
