import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const STARTS_WITHIN_MS = 20_000
const POLL_MS = 50

/** $NGINX_BINARY, or the one that this machine has. Null, and a line that says so, where there is none. */
export function findNginx(): string | null {
  const candidates = [process.env.NGINX_BINARY, '/usr/sbin/nginx', '/usr/local/sbin/nginx']
  const found = candidates.find((file) => file && fs.existsSync(file))
  if (found) return found
  if (process.env.CI) throw new Error('No nginx here ($NGINX_BINARY).')
  console.warn('No nginx here ($NGINX_BINARY): deploy/nginx.conf is not tried.')
  return null
}

export interface TestNginx {
  readonly url: string
  stop(): Promise<void>
}

/** Runs a configuration in the foreground, with its files in `folder`. */
export async function startNginx(
  binary: string,
  folder: string,
  configuration: string,
  port: number,
): Promise<TestNginx> {
  fs.mkdirSync(path.join(folder, 'tmp'), { recursive: true })
  const file = path.join(folder, 'nginx.conf')
  // Debian's compiles in folders of its own, which are root's.
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/tmp/${name};`)
    .join(' ')
  fs.writeFileSync(
    file,
    configuration.replace('http {', `pid ${folder}/nginx.pid; error_log stderr;\nhttp { ${temporary}`),
  )
  const args = ['-p', folder, '-c', file, '-e', 'stderr', '-g', 'daemon off;']
  const tested = spawnSync(binary, ['-t', ...args], { encoding: 'utf8' })
  if (tested.status !== 0) throw new Error(`nginx -t: ${tested.stderr}`)
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  for (const until = Date.now() + STARTS_WITHIN_MS; !(await listens(port)); await wait(POLL_MS))
    if (Date.now() > until || child.exitCode !== null) throw new Error('nginx did not start.')
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1')
  return (await new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  }).finally(() => socket.destroy())) as boolean
}
