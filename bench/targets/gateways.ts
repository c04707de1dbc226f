import path from 'node:path'
import { freePort, startApp } from '@/server/testing/app-process'
import { startNats } from '@/server/testing/nats'
import { holdToPart } from '../measure/part-of-core'
import { holdTo } from '../measure/processes'
import { checkStored } from '../measure/stored'
import type { Stage } from '../stage'
import type { Target } from './target'

const SECRET = 'shared by all of them, measured and not guessed'

/** Gateways alone, a core each, that hear of each other over NATS. */
export interface Gateways extends Target {
  readonly urls: readonly string[]
}

interface Shape {
  /** One for each gateway; null: any. */
  readonly cores: readonly (string | null)[]
  /** Of its core, for each; null: all of it. */
  readonly part: number | null
  /** The cores of NATS; null: any. */
  readonly between: string | null
}

export async function startGateways(
  { databaseUrl, folder, profiles }: Stage,
  { cores, part, between }: Shape,
): Promise<Gateways> {
  const nats = await startNats()
  holdTo(nats.pid, between)
  const env = {
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    NATS_URL: nats.url,
    KITH_URL: 'http://127.0.0.1',
    KITH_SECRET: SECRET,
    KITH_LOG_LEVEL: 'warn',
  }
  const nodeArguments = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const apps = await Promise.all(
    cores.map(async (core) => {
      const dataFolder = path.join(folder, 'data')
      const app = startApp({ entry: 'gateway', port: await freePort(), dataFolder, env, nodeArguments })
      holdTo(app.pid, core)
      return app
    }),
  )
  await Promise.all(apps.map((app) => app.ready()))
  const releases = part === null ? [] : apps.map(({ pid }) => holdToPart(pid, part))
  const urls = apps.map(({ url }) => url)
  return {
    url: urls[0] ?? '',
    urls,
    pids: [...apps.map(({ pid }) => pid), nats.pid],
    secret: SECRET,
    receipts: true,
    check: checkStored,
    async stop() {
      const codes = await Promise.all(apps.map((app) => app.stop()))
      await nats.stop()
      for (const release of releases) release()
      if (codes.some((code) => code !== 0)) throw new Error(`Gateways ended with ${codes.join(' and ')}.`)
    },
  }
}
