import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { canHoldToPart, holdToPart } from './part-of-core'
import { usageOf } from './processes'

test.runIf(canHoldToPart())('a process that is held to a part of a core takes no more than that', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  const pid = child.pid ?? 0
  const release = holdToPart(pid, 0.2)
  try {
    const [before, from] = [usageOf([pid]).cpuSeconds, performance.now()]
    await wait(1_000)
    const used = usageOf([pid]).cpuSeconds - before
    expect(used).toBeGreaterThan(0)
    expect((used * 1_000) / (performance.now() - from)).toBeLessThan(0.3)
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
    release()
  }
})
