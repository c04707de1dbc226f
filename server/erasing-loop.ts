import type { Log } from './log'

/** What is due to be erased waits so long at most. */
const EVERY_MS = 5_000

/** Now, and again and again. One after the other: what takes longer than the interval isn't begun twice. */
export function startErasing(eraseDue: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    await eraseDue().catch((err: unknown) => log.warn({ err }, 'what is due could not be erased; it is tried again'))
    if (!stopped) timer = setTimeout(next, EVERY_MS)
  }
  let running = turn()
  const next = (): void => {
    running = turn()
  }
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
