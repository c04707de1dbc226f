import type { Environment } from '../environment'
import { unreachable } from '../refusal'
import type { Transfer } from './transfer'

const SILENT_MS = 30_000

/**
 * A connection on which nothing moves for so long is dead, though no end was told: a bringing is given up, to go on over
 * another one. Else it would wait for ever, and hold what waits for it.
 */
export function giveUpWhenSilent(transfer: Transfer, environment: Pick<Environment, 'after'>): Transfer {
  return {
    ...transfer,
    async bring(job) {
      const silence = new AbortController()
      let stop = (): void => {}
      const heard = (): void => {
        stop()
        stop = environment.after(SILENT_MS, () => silence.abort(unreachable()))
      }
      heard()
      try {
        return await transfer.bring({
          ...job,
          signal: AbortSignal.any([job.signal, silence.signal]),
          begun: (uploadId) => {
            heard()
            job.begun(uploadId)
          },
          progress: (sent, kept) => {
            heard()
            job.progress(sent, kept)
          },
        })
      } finally {
        stop()
      }
    },
  }
}
