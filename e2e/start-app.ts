import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openCluster } from '@/server/cluster/open-cluster'
import { freePort, startApp } from '@/server/testing/app-process'

interface Running {
  readonly port: number
  /** Resolves with what its processes ended with and what they said, by name. */
  stop(): Promise<readonly { name: string; code: number | string; output: string }[]>
}

/**
 * The built app, with an empty database of its own, for all tests: in one process, or, with KITH_E2E_SHAPE=cluster, in many
 * behind a balancer. Its first account is the admin's.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-e2e-'))
  const app = await (process.env.KITH_E2E_SHAPE === 'cluster' ? runCluster(dataFolder) : runOne(dataFolder))
  const stop = async () => {
    const ends = await app.stop()
    fs.rmSync(dataFolder, { recursive: true, force: true })
    const bad = ends.find(({ code }) => code !== 0)
    if (bad) throw new Error(`SIGTERM ended ${bad.name} with ${bad.code}:\n${bad.output}`)
  }
  try {
    // Before any test's people come, or one of them would be the admin.
    await signUpAdmin(`http://localhost:${app.port}`)
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
  process.env.KITH_E2E_PORT = String(app.port)
  process.env.KITH_E2E_DATA = dataFolder
  return stop
}

async function runOne(dataFolder: string): Promise<Running> {
  const port = await freePort()
  const app = startApp({ port, dataFolder })
  await app.ready().catch(async (error: unknown) => {
    await app.stop()
    throw error
  })
  return { port, stop: async () => [{ name: 'Kith', code: await app.stop(), output: app.output }] }
}

async function runCluster(dataFolder: string): Promise<Running> {
  const cluster = await openCluster({ dataFolder, gateways: 2, webs: 2 })
  const members = [...cluster.gateways, ...cluster.webs]
  return {
    port: cluster.port,
    async stop() {
      const codes = await cluster.stop()
      return members.map(({ name, output }) => ({ name, code: codes[name] ?? 'unknown', output }))
    },
  }
}

async function signUpAdmin(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/trpc/auth.signUp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ userName: 'the-admin', fullName: 'The Admin', password: 'correct horse battery' }),
  })
  if (!answer.ok) throw new Error(`The admin could not sign up: ${await answer.text()}`)
}
