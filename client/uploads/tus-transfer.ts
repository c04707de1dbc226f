import type { DetailedError, UploadOptions } from 'tus-js-client'
import type { Api } from '../api'
import { sha256Of } from './sha256'
import type { Transfer, TransferJob } from './transfer'
import { refusalOfTus } from './tus-refusal'

/** Bytes sent again at most when the page is closed in the middle. */
const CHUNK = 4 * 1024 * 1024

export interface TusOptions {
  readonly api: Pick<Api, 'ticket'>
  /** The server's origin; empty for the page's own. */
  readonly url: string
  readonly chunkBytes?: number
}

/** By tus (https://tus.io), to the gateway. When to try again is the uploader's business. */
export function tusTransfer({ api, url, chunkBytes = CHUNK }: TusOptions): Transfer {
  let pass: Promise<{ ticket: string; gatewayUrl: string | null }> | null = null
  const passport = () => {
    pass ??= api.ticket()
    pass.catch(() => {
      pass = null
    })
    return pass
  }
  const once = async <T>(work: (target: Target) => Promise<T>): Promise<T> => {
    const { ticket, gatewayUrl } = await passport()
    return work({ ticket, endpoint: `${gatewayUrl ?? url}/uploads`, chunkBytes })
  }
  /** A ticket is good for a short while only: with a fresh one it goes on where it was. */
  const admitted = async <T>(work: (target: Target) => Promise<T>): Promise<T> => {
    try {
      return await once(work)
    } catch (error) {
      if (!isUnauthenticated(error)) throw error
      pass = null
      return once(work)
    }
  }
  return {
    digest: sha256Of,
    bring(job) {
      let uploadId = job.uploadId
      const begun = (id: string): void => {
        uploadId = id
        job.begun(id)
      }
      return admitted((target) => {
        job.signal.throwIfAborted()
        return run({ ...job, uploadId, begun }, target)
      })
    },
    discard: (uploadId) => admitted((target) => discard(uploadId, target)),
  }
}

const isUnauthenticated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'unauthenticated'

interface Target {
  readonly ticket: string
  readonly endpoint: string
  readonly chunkBytes: number
}

async function run(job: TransferJob, { ticket, endpoint, chunkBytes }: Target): Promise<string> {
  const { Upload } = await import('tus-js-client')
  const { file, purpose, name, sha256, uploadId, signal } = job
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const idOf = (): string => upload.url?.split('/').at(-1) ?? ''
    const options: UploadOptions = {
      // Only one of the two: with both, tus begins a second upload whenever the first can't be asked for.
      ...(uploadId === null ? { endpoint } : { uploadUrl: `${endpoint}/${uploadId}` }),
      metadata: { purpose, name, sha256 },
      headers: { authorization: `Bearer ${ticket}` },
      chunkSize: chunkBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: false,
      fileReader: { openFile: async (blob: Blob) => sourceOf(blob) },
      onUploadUrlAvailable: () => job.begun(idOf()),
      onProgress: (sent) => job.progress(sent, false),
      onChunkComplete: (_, accepted) => job.progress(accepted, true),
      onSuccess: () => resolve(idOf()),
      onError: (error) => reject(refusalOfTus(error as DetailedError | Error)),
    }
    const upload = new Upload(file, options)
    signal.addEventListener('abort', () => {
      reject(signal.reason)
      void upload.abort().catch(() => {})
    })
    upload.start()
  })
}

async function discard(uploadId: string, { ticket, endpoint }: Target): Promise<void> {
  const { Upload } = await import('tus-js-client')
  const options = { headers: { authorization: `Bearer ${ticket}` }, retryDelays: null }
  await Upload.terminate(`${endpoint}/${uploadId}`, options).catch((error: DetailedError | Error) => {
    throw refusalOfTus(error)
  })
}

/** Browsers send a slice of the file as it is; Node's requests want its bytes. */
function sourceOf(blob: Blob) {
  return {
    size: blob.size,
    slice: async (from: number, to: number) => {
      const part = blob.slice(from, to)
      if (typeof XMLHttpRequest !== 'undefined') return { value: part, done: false }
      return { value: Object.assign(new Uint8Array(await part.arrayBuffer()), { size: part.size }), done: false }
    },
    close: () => {},
  }
}
