import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { BlobStore } from '@/server/application/ports'
import { readEnv } from '@/server/env'
import { diskBlobs } from '@/server/infrastructure/blobs/disk'
import { runningDatabaseUrl } from '@/server/open-database'
import { type AppProcess, freePort, postgresPid, startApp } from '@/server/testing/app-process'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'

const PROXIES = 4

/** The built app with an empty database of its own, and several ways to it that can break apart from each other. */
export interface Site {
  /** The app itself, without a proxy. */
  readonly url: string
  readonly proxies: readonly FaultProxy[]
  readonly blobs: BlobStore
  /** What nobody caused: ends of the app that weren't ours, a stop that took too long. */
  readonly surprises: string[]
  /** `kill -9` of the app; a new one is started, as a supervisor would, and waited for. */
  killApp(): Promise<void>
  /** `kill -9` of Postgres and all its processes. The app has to start it again by itself. False: there was none. */
  killPostgres(): boolean
  ready(): Promise<void>
  databaseUrl(): string
  stop(): Promise<void>
}

export async function openSite(): Promise<Site> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-chaos-'))
  const port = await freePort()
  const start = () => startApp({ port, dataFolder, env: { KITH_LOG_LEVEL: 'info' } })
  const proxies = await Promise.all(Array.from({ length: PROXIES }, () => startFaultProxy(port)))
  const surprises: string[] = []
  let app: AppProcess = start()
  await app.ready()

  const notice = () => {
    if (app.ended !== undefined) surprises.push(`The app ended by itself (${app.ended}).\n${app.output.slice(-4_000)}`)
  }
  return {
    url: app.url,
    proxies,
    blobs: diskBlobs(path.join(dataFolder, 'blobs')),
    surprises,
    async killApp() {
      notice()
      await app.kill()
      app = start()
      await app.ready()
    },
    killPostgres() {
      const pid = postgresPid(dataFolder)
      if (pid) process.kill(-pid, 'SIGKILL')
      return pid !== null
    },
    async ready() {
      notice()
      await app.ready()
    },
    databaseUrl: () => embeddedUrl(dataFolder),
    async stop() {
      notice()
      await Promise.all(proxies.map((proxy) => proxy.close()))
      const code = app.ended === undefined ? await app.stop() : 0
      if (code !== 0) surprises.push(`SIGTERM ended the app with ${code}.\n${app.output.slice(-4_000)}`)
      const left = postgresPid(dataFolder)
      if (left) {
        surprises.push('Postgres outlived the app’s stop.')
        process.kill(-left, 'SIGKILL')
      }
      fs.rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function embeddedUrl(dataFolder: string): string {
  const url = runningDatabaseUrl(readEnv({ KITH_DATA: dataFolder }))
  if (!url) throw new Error(`No Postgres runs in ${dataFolder}.`)
  return url
}
