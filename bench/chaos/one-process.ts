import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readEnv } from '@/server/env'
import { diskBlobs } from '@/server/infrastructure/blobs/disk'
import { runningDatabaseUrl } from '@/server/open-database'
import { type AppProcess, freePort, postgresPid, startApp } from '@/server/testing/app-process'
import { startFaultProxy } from '@/server/testing/fault-proxy'
import { crowdFaults } from './crowd-faults'
import { postgresAnswers } from './postgres-answers'
import type { Site } from './site'
import { wayFaults } from './way-faults'

const WAYS = 4

/** The built app with an empty database of its own, which it has to start again by itself. */
export async function openOneProcess(): Promise<Site> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-chaos-'))
  const port = await freePort()
  const start = () => startApp({ port, dataFolder, env: { KITH_LOG_LEVEL: 'info' } })
  const ways = await Promise.all(Array.from({ length: WAYS }, () => startFaultProxy(port)))
  const surprises: string[] = []
  let app: AppProcess = start()
  await app.ready()

  const notice = () => {
    if (app.ended !== undefined) surprises.push(`The app ended by itself (${app.ended}).\n${app.output.slice(-4_000)}`)
  }
  const restart = async () => {
    notice()
    await app.kill()
    app = start()
    await app.ready()
  }
  let starting: Promise<unknown> = Promise.resolve()
  const killApp = async () => {
    const restarted = restart()
    starting = restarted.catch(() => {})
    await restarted
  }
  const killPostgres = async () => {
    // A start that loses its Postgres says so and ends: whoever keeps Kith running starts it again, and nobody does here.
    await starting
    const pid = postgresPid(dataFolder)
    if (pid) process.kill(-pid, 'SIGKILL')
    // At another port, if the app was killed meanwhile, too.
    await postgresAnswers(() => embeddedUrl(dataFolder))
  }
  const site: Site = {
    url: app.url,
    ways,
    blobs: diskBlobs(path.join(dataFolder, 'blobs')),
    surprises,
    gatewayUrls: [app.url],
    processes: () => ({ app: app.pid }),
    async ready() {
      notice()
      await app.ready()
    },
    databaseUrl: () => embeddedUrl(dataFolder),
    faults: (random, crowd, pace) => [
      { name: 'kill -9 of the app', takes: ['app'], strike: killApp },
      // Sometimes the app is killed while it starts Postgres again, sometimes not.
      { name: 'kill -9 of Postgres', takes: ['postgres'], strike: killPostgres },
      ...wayFaults(ways, random, pace),
      ...crowdFaults(crowd, site, random, pace),
    ],
    async stop() {
      notice()
      await Promise.all(ways.map((way) => way.close()))
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
  return site
}

function embeddedUrl(dataFolder: string): string {
  const url = runningDatabaseUrl(readEnv({ KITH_DATA: dataFolder }))
  if (!url) throw new Error(`No Postgres runs in ${dataFolder}.`)
  return url
}
