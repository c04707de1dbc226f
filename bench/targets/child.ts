import { fork } from 'node:child_process'
import { once } from 'node:events'
import { holdTo } from '../measure/processes'

/** A server of ours in a process of its own, which tells its port when it listens. */
export async function startChild(file: string, env: Readonly<Record<string, string>>, cores: string | null) {
  const child = fork(file, { execArgv: ['--import', 'tsx'], env: { ...process.env, NODE_ENV: 'production', ...env } })
  holdTo(child.pid ?? 0, cores)
  const [port] = (await once(child, 'message')) as [number]
  return {
    url: `http://127.0.0.1:${port}`,
    pids: [child.pid ?? 0],
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}
