import type { Transfer } from './transfer'
import type { TusOptions } from './tus-transfer'

/** By tus, which is fetched for the first file. */
export function laterTransfer(options: TusOptions): Transfer {
  let made: Promise<Transfer> | null = null
  const transfer = (): Promise<Transfer> => {
    made ??= import('./tus-transfer').then(({ tusTransfer }) => tusTransfer(options))
    made.catch(() => {
      made = null
    })
    return made
  }
  return {
    digest: async (file, signal) => (await transfer()).digest(file, signal),
    bring: async (job) => (await transfer()).bring(job),
    discard: async (uploadId) => (await transfer()).discard(uploadId),
  }
}
