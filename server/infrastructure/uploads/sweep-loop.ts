import type { Ports } from '@/server/application/ports'
import type { Log } from '@/server/log'
import type { UploadEndpoint } from './endpoint'
import type { PartialFiles } from './partial-files'

const EVERY_MS = 60 * 60 * 1_000

export interface SweepOptions {
  readonly ports: Pick<Ports, 'uploads' | 'files'>
  readonly partial: PartialFiles
  readonly endpoint: Pick<UploadEndpoint, 'finish'>
  readonly log: Log
}

/**
 * Finishes uploads that were whole when a server died, takes away what arrived for uploads that are none any more, and
 * has everything else that was left behind deleted.
 */
export async function sweepUploads({ ports, partial, endpoint, log }: SweepOptions): Promise<void> {
  await ports.files.sweep()
  const here = await partial.list()
  const unfinished = new Map((await ports.uploads.unfinished(here)).map((upload) => [upload.id, upload]))
  for (const id of here) {
    const upload = unfinished.get(id)
    if (!upload) await partial.remove(id)
    else if ((await partial.size(id)) === upload.size) {
      await endpoint.finish(upload).catch((err: unknown) => log.warn({ err }, 'an upload could not be finished'))
    }
  }
}

/** Now and every hour. */
export function startSweeping(options: SweepOptions): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const sweep = (): void => {
    running = running
      .then(() => sweepUploads(options))
      .catch((err: unknown) => options.log.warn({ err }, 'files could not be swept'))
  }
  sweep()
  const timer = setInterval(sweep, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
