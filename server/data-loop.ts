import type { Log } from './log'

/** What somebody asked for waits so long at most. */
const EVERY_MS = 2_000

/** Now, and again and again; each turn is told when it is to stop, and is waited for. */
export function startDataWork(work: (signal: AbortSignal) => Promise<void>, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    await work(signal).catch((err: unknown) =>
      log.warn({ err }, 'people’s data could not be worked on; it is tried again'),
    )
    if (!signal.aborted) timer = setTimeout(next, EVERY_MS)
  }
  let running = turn()
  const next = (): void => {
    running = turn()
  }
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
