import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort, startApp } from '@/server/testing/app-process'

/** One built app, with an empty database of its own, for all tests. Its first account is the admin's. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-e2e-'))
  const port = await freePort()
  const app = startApp({ port, dataFolder })
  const stop = async () => {
    const code = await app.stop()
    fs.rmSync(dataFolder, { recursive: true, force: true })
    if (code !== 0) throw new Error(`SIGTERM ended Kith with ${code}:\n${app.output}`)
  }
  try {
    await app.ready()
    // Before any test's people come, or one of them would be the admin.
    await signUpAdmin(`http://localhost:${port}`)
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
  process.env.KITH_E2E_PORT = String(port)
  process.env.KITH_E2E_DATA = dataFolder
  return stop
}

async function signUpAdmin(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/trpc/auth.signUp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ userName: 'the-admin', fullName: 'The Admin', password: 'correct horse battery' }),
  })
  if (!answer.ok) throw new Error(`The admin could not sign up: ${await answer.text()}`)
}
