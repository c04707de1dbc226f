import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { postgresAccount } from './account'
import { findBinaries } from './binaries'
import { createCluster, DATABASE, SUPERUSER } from './cluster'
import { chownTree } from './folder'
import { type Postmaster, runningPort, startPostmaster, stopOrphan } from './postmaster'

export interface EmbeddedPostgres {
  /** Stays the same while it lives, also when Postgres was killed and had to be started again. */
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Kith's data folder, whose lock the caller holds; the cluster is in `postgres` below it. */
  readonly dataFolder: string
  readonly password: string
  /** False gives up what a power cut would lose. For tests. */
  readonly durable?: boolean
  readonly settings?: Readonly<Record<string, string>>
  readonly onLog?: (line: string) => void
  /** Told before a cluster is made, which takes about a second. */
  readonly onCreate?: () => void
}

const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
const RESTART_ATTEMPTS = 100
const RESTART_PAUSE_MS = 100

/** Starts the Postgres in the data folder, making it when there is none. @throws StartFailure */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataFolder, password, durable = true, onLog = () => {} } = options
  const folder = clusterFolder(dataFolder)
  const account = postgresAccount()
  const binaries = findBinaries(account, dataFolder)
  let left = false
  if (fs.existsSync(folder)) {
    left = await stopOrphan(folder)
    if (account) chownTree(folder, account)
  } else {
    options.onCreate?.()
    createCluster(folder, { binaries, account, password, durable })
  }
  const port = await freePort()
  const settings = { ...(durable ? {} : CARELESS), ...options.settings }
  const start = () => startPostmaster(folder, { binaries, account, port, settings, onLog })
  const keeper = keepRunning(await (left ? restart(start, () => false) : start()), start, onLog)
  return {
    url: urlOf(password, port),
    get pid() {
      return keeper.current().pid
    },
    stop: keeper.stop,
  }
}

const clusterFolder = (dataFolder: string) => path.join(dataFolder, 'postgres')

const urlOf = (password: string, port: number) =>
  `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`

/** The URL of the Postgres that runs in this data folder now, if one does. */
export function runningEmbeddedUrl(dataFolder: string, password: string): string | null {
  const port = runningPort(clusterFolder(dataFolder))
  return port === null ? null : urlOf(password, port)
}

/** A Postgres that is killed is started again on the same port; the pools find it there. */
function keepRunning(first: Postmaster, start: () => Promise<Postmaster>, onLog: (line: string) => void) {
  let current = first
  let stopping = false
  const watch = () => {
    void current.ended.then(async () => {
      if (stopping) return
      onLog('LOG: Postgres ended unexpectedly and is started again')
      current = await restart(start, () => stopping)
      watch()
    })
  }
  watch()
  return {
    current: () => current,
    stop: async () => {
      stopping = true
      await current.stop()
    },
  }
}

// What is left of a killed one may hold its memory and its port for a moment.
async function restart(start: () => Promise<Postmaster>, given: () => boolean): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start()
    } catch (error) {
      if (given() || attempt === RESTART_ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
