import path from 'node:path'
import { freePort, startApp } from '@/server/testing/app-process'
import { holdTo } from '../measure/processes'
import { checkStored } from '../measure/stored'
import type { Stage } from '../stage'
import type { Target } from './target'

const SECRET = 'measured, not guessed, and so on and on'

/** The built app with everything on: pages, sockets, jobs, in one process. */
export async function startKith({ databaseUrl, folder, serverCores, profiles }: Stage): Promise<Target> {
  const env = { DATABASE_URL: databaseUrl, KITH_SECRET: SECRET, KITH_LOG_LEVEL: 'warn' }
  const nodeArguments = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const app = startApp({ port: await freePort(), dataFolder: path.join(folder, 'data'), env, nodeArguments })
  holdTo(app.pid, serverCores)
  await app.ready()
  return {
    url: app.url,
    pids: [app.pid],
    secret: SECRET,
    receipts: true,
    check: checkStored,
    async stop() {
      const code = await app.stop()
      if (code !== 0) throw new Error(`Kith ended with ${code}:\n${app.output.slice(-4_000)}`)
    },
  }
}
