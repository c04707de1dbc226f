import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { endMarked, MARK } from './left-behind'

const started: ChildProcess[] = []
const sleeper = async (env: Record<string, string>): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("here"); setInterval(() => {}, 1e6)'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(child)
  await once(child.stdout, 'data')
  return child
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

test.runIf(process.platform === 'linux')(
  'ends what carries the mark of a run, and nothing of another one',
  async () => {
    const [mine, other] = [randomUUID(), randomUUID()]
    const [first, second, stranger] = await Promise.all([
      sleeper({ [MARK]: mine }),
      sleeper({ [MARK]: mine }),
      sleeper({ [MARK]: other }),
    ])
    const ended = Promise.all([first, second].map((child) => once(child, 'exit')))
    await endMarked(mine)
    expect(await ended).toEqual([
      [null, 'SIGKILL'],
      [null, 'SIGKILL'],
    ])
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
  },
)
