import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type AppProcess, freePort, startApp } from '@/server/testing/app-process'

/** An app with a database of its own, for what concerns all who are there. */
export interface OwnApp {
  readonly url: string
  readonly dataFolder: string
  stop(): Promise<void>
}

export async function startOwnApp(name: string): Promise<OwnApp> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), `kith-e2e-${name}-`))
  const port = await freePort()
  const app: AppProcess = startApp({ port, dataFolder })
  await app.ready()
  return {
    url: `http://localhost:${port}`,
    dataFolder,
    async stop() {
      await app.stop()
      fs.rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
