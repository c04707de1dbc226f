import type { Uploaded, UploadPurpose } from '@/contracts/dto'
import type { UploadId } from '@/contracts/ids'
import { isTransient, KithError } from '@/server/domain/errors'
import { type Backoff, backoffMs } from '../backoff'
import type { Environment } from '../environment'
import { asRefusal, unreachable } from '../refusal'
import type { UploadRequests } from './uploader'

const RETRY: Backoff = { firstMs: 500, maxMs: 4_000 }
const TRIES = 4

export interface FileToBring {
  readonly file: Blob
  readonly purpose: UploadPurpose
  readonly name: string
  readonly signal: AbortSignal
  /** Bytes on their way or there. */
  readonly onProgress?: (sent: number) => void
}

type Needed = UploadRequests & { readonly environment: Environment }

/**
 * Brings a file that no message carries, or finds it brought already. What passes is tried again a few times, going on
 * where it stopped. @throws KithError the server's refusal, or the signal's reason
 */
export async function bringFile(needed: Needed, given: FileToBring): Promise<Uploaded> {
  const { find, environment, transfer } = needed
  const { file, purpose, signal } = given
  const sha256 = await transfer.digest(file, signal)
  let uploadId: UploadId | null = null
  const begun = (id: UploadId): void => {
    uploadId = id
  }
  for (let failures = 1; ; failures++) {
    try {
      signal.throwIfAborted()
      const there = uploadId === null ? await find({ sha256, size: file.size, purpose }) : null
      return there ?? (await transferred(needed, given, { sha256, uploadId, begun }))
    } catch (error) {
      signal.throwIfAborted()
      const refusal = asRefusal(error)
      if (refusal.code === 'upload_missing') uploadId = null
      else if (!isTransient(refusal.code)) throw refusal
      if (failures >= TRIES) throw gaveUp(refusal)
    }
    await waited(environment, backoffMs(RETRY, failures, environment.random()), signal)
  }
}

/** Nothing tries it again by itself from now on. */
function gaveUp(refusal: KithError): KithError {
  if (refusal.message !== unreachable().message) return refusal
  return new KithError('busy', 'Kith can’t reach its server. Check your connection and try again.')
}

interface Begun {
  readonly sha256: string
  readonly uploadId: UploadId | null
  begun(uploadId: UploadId): void
}

async function transferred(needed: Needed, given: FileToBring, begun: Begun): Promise<Uploaded> {
  const { file, purpose, name, signal, onProgress } = given
  const progress = (sent: number): void => onProgress?.(sent)
  const uploadId = await needed.transfer.bring({ file, purpose, name, signal, progress, ...begun })
  const uploaded = await needed.finished(uploadId)
  if (!uploaded) throw new KithError('busy', 'The server hasn’t got all of this file. Try again.')
  return uploaded
}

function waited(environment: Environment, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = environment.after(delayMs, resolve)
    signal.addEventListener('abort', () => {
      cancel()
      reject(signal.reason)
    })
  })
}
