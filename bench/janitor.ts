import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { MARK } from './left-behind'

const PROCESS = fileURLToPath(new URL('janitor-process.ts', import.meta.url))

/**
 * Sees to it that nothing of a run is left, however it ends: what it started carries its mark in the environment, and what it
 * wrote is below `folder`. SIGKILL too is noticed, as the line to the other process breaks.
 */
export async function hireJanitor(folder: string): Promise<{ dismiss(): Promise<void> }> {
  const mark = randomUUID()
  const { [MARK]: _, ...env } = process.env
  const janitor = fork(PROCESS, [mark, folder], { execArgv: ['--import', 'tsx'], env, detached: true, stdio: 'ignore' })
  await once(janitor, 'message')
  process.env[MARK] = mark
  process.env.TMPDIR = folder
  janitor.unref()
  janitor.channel?.unref()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  return {
    async dismiss() {
      const gone = once(janitor, 'exit')
      janitor.ref()
      janitor.disconnect()
      await gone
    },
  }
}
