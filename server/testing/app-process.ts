import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { STOP_WITHIN_MS } from '../lifetime'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const START_TIMEOUT_MS = 120_000
/** Longer than a process takes before it gives up by itself. */
const STOP_TIMEOUT_MS = STOP_WITHIN_MS + 15_000
const POLL_MS = 100
const OUTPUT_KEPT_CHARS = 200_000

/** The built app as a process of its own, with its data in a folder of its own. */
export interface AppProcess {
  readonly url: string
  readonly pid: number
  /** What it wrote last. */
  readonly output: string
  /** The code or signal it ended with; undefined while it runs. */
  readonly ended: number | string | undefined
  /** Resolves when it answers that it is ready. @throws when it ends, or takes two minutes. */
  ready(): Promise<void>
  /** SIGKILL, as the kernel does when memory runs out. Its Postgres lives on. */
  kill(): Promise<void>
  /** SIGTERM; resolves with what it ended with. */
  stop(): Promise<number | string>
  /** SIGSTOP: its connections stay open, and nobody answers on them until `resume`. */
  suspend(): void
  resume(): void
}

/** @param env Over what this process has, less what would configure another Kith. */
export function startApp(options: AppOptions): AppProcess {
  const { entry = 'main', port, dataFolder, env = {}, onOutput, nodeArguments = [], root = ROOT } = options
  const child = spawn(process.execPath, ['--enable-source-maps', ...nodeArguments, ...programOf(root, entry, port)], {
    cwd: root,
    env: { ...withoutKith(process.env), NODE_ENV: 'production', PORT: String(port), KITH_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let ended: number | string | undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_KEPT_CHARS)
      onOutput?.(text)
    })
  }
  child.once('exit', (code, signal) => {
    ended = code ?? signal ?? 'unknown'
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    pid: child.pid ?? 0,
    get output() {
      return output
    },
    get ended() {
      return ended
    },
    ready: () =>
      becomesReady(
        url,
        () => ended,
        () => output,
      ),
    kill: async () => {
      await end(child, 'SIGKILL')
    },
    stop: () => end(child, 'SIGTERM'),
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}

interface AppOptions {
  /** Everything in one process, or sockets or pages alone; `next`: the pages without a server of Kith's. */
  readonly entry?: 'main' | 'gateway' | 'web' | 'next'
  readonly port: number
  readonly dataFolder: string
  readonly env?: Readonly<Record<string, string>>
  readonly onOutput?: (text: string) => void
  /** Like `--cpu-prof`. */
  readonly nodeArguments?: readonly string[]
  /** Where it is installed; here unless told otherwise. */
  readonly root?: string
}

function programOf(root: string, entry: NonNullable<AppOptions['entry']>, port: number): string[] {
  const built = path.join(root, entry === 'next' ? '.next/BUILD_ID' : `dist/${entry}.js`)
  if (!fs.existsSync(built)) throw new Error(`There is no ${built}: run \`npm run build\` first.`)
  if (entry !== 'next') return [built]
  return [path.join(root, 'node_modules/next/dist/bin/next'), 'start', '-H', '127.0.0.1', '-p', String(port)]
}

/** The process id of the Postgres in this data folder: also its process group's. Null: none runs. */
export function postgresPid(dataFolder: string): number | null {
  try {
    const pid = Number(fs.readFileSync(path.join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

function withoutKith(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(KITH_|DATABASE_URL$|NATS_URL$|HOST$|PORT$|NEXTAUTH_)/.test(name)),
  ) as NodeJS.ProcessEnv
}

async function becomesReady(url: string, ended: () => unknown, output: () => string): Promise<void> {
  for (const until = Date.now() + START_TIMEOUT_MS; Date.now() < until; await wait(POLL_MS)) {
    if (ended() !== undefined) throw new Error(`Kith ended (${ended()}) instead of starting:\n${output()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
  }
  throw new Error(`Kith was not ready within ${START_TIMEOUT_MS / 1_000} s:\n${output()}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | string> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await exited
    clearTimeout(giveUp)
  }
  return child.exitCode ?? child.signalCode ?? 'unknown'
}
