import fs from 'node:fs'
import path from 'node:path'
import type { CDPSession } from 'playwright'
import type { Scene } from './scene'

/** With `--profiles`, leaves a CPU profile of what the page does meanwhile. */
export async function profiled<T>({ stage, profile }: Scene, cdp: CDPSession, name: string, work: () => Promise<T>) {
  if (stage.profiles === null) return work()
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.start')
  const result = await work()
  const recorded = await cdp.send('Profiler.stop')
  fs.mkdirSync(stage.profiles, { recursive: true })
  fs.writeFileSync(path.join(stage.profiles, `${name}-${profile}.cpuprofile`), JSON.stringify(recorded.profile))
  return result
}
