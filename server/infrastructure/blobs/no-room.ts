import { KithError } from '@/server/domain/errors'

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export const noRoom = (): KithError =>
  new KithError('busy', 'The server has no room for files just now. Try again later, or tell its admin.')

/** A full disk in words for people; anything else as it was. */
export function whenFull(error: unknown): unknown {
  return FULL.has((error as NodeJS.ErrnoException)?.code ?? '') ? noRoom() : error
}
