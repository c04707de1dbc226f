import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface TestNats {
  readonly url: string
  readonly pid: number
  /** SIGKILL. */
  kill(): Promise<void>
  /** Again, where it was. */
  start(): Promise<void>
  restart(): Promise<void>
  whileAway(work: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

/** $NATS_SERVER, or nats-server on the PATH (or where Debian puts it). Null, and a line that says so, where there is none. */
export function findNatsServer(): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  const candidates = [process.env.NATS_SERVER, ...folders.map((folder) => path.join(folder, 'nats-server'))]
  const found = candidates.find((candidate) => candidate && isExecutable(candidate))
  if (found) return found
  const message = 'No nats-server here ($NATS_SERVER or on the PATH): what needs NATS is not tested.'
  if (process.env.CI) throw new Error(message)
  console.warn(message)
  return null
}

/** A throwaway NATS server on a free port of the loopback. @param settings as in its configuration file, a line each */
export async function startNats(settings: readonly string[] = []): Promise<TestNats> {
  const binary = findNatsServer()
  if (binary === null) throw new Error('startNats needs a nats-server.')
  const port = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'kith-nats-'))
  const configuration = path.join(folder, 'nats.conf')
  writeFileSync(configuration, [`listen: 127.0.0.1:${port}`, ...settings].join('\n'))
  let running = await run(binary, configuration)
  const kill = () => end(running)
  const start = async () => {
    running = await run(binary, configuration)
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    get pid() {
      return running.pid ?? 0
    },
    kill,
    start,
    async restart() {
      await kill()
      await start()
    },
    async whileAway(work) {
      await kill()
      await work()
      await start()
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function run(binary: string, configuration: string): Promise<ChildProcess> {
  const child = spawn(binary, ['-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Server is ready')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}: ${output}`)))
  })
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

async function freePort(): Promise<number> {
  const probe = net.createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port was given.')
  return address.port
}
