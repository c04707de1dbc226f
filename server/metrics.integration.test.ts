import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, signUp } from '@/client/node'
import { type AppProcess, freePort, startApp } from './testing/app-process'

// Words that are found wherever they get to.
const PEOPLE = ['quimby', 'zelda'].map((userName) => ({
  userName,
  fullName: `Xanthippe ${userName}`,
  password: 'plugh-xyzzy-plover',
}))
const SAID = 'frobnicate the grues'

let dataFolder: string
let app: AppProcess
let metricsPort: number

beforeAll(async () => {
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-metrics-'))
  metricsPort = await freePort()
  const env = { KITH_METRICS_PORT: String(metricsPort), KITH_LOG_LEVEL: 'trace' }
  app = startApp({ port: await freePort(), dataFolder, env })
  await app.ready()
})
afterAll(async () => {
  await app.stop()
  fs.rmSync(dataFolder, { recursive: true, force: true })
})

const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()

async function seriesValue(series: string): Promise<number> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? Number.NaN : Number(line.slice(series.length))
}

test('a send is counted, its commit and delivery timed, and the sockets that are here, without a word of what was said', async () => {
  const [quimby, zelda] = PEOPLE
  if (!quimby || !zelda) throw new Error('There are two.')
  const { url } = app
  await signUp({ url, ...quimby })
  const { userId } = await signUp({ url, ...zelda })
  const from = await connect({ url, ...quimby })
  const to = await connect({ url, ...zelda })
  await from.send(await from.openDirect(userId), SAID)
  expect(await seriesValue('kith_sends_total{outcome="sent"}')).toBe(1)
  expect(await seriesValue('kith_commit_seconds_count')).toBe(1)
  await expect.poll(() => seriesValue('kith_delivery_seconds_count'), { timeout: 30_000 }).toBeGreaterThanOrEqual(1)
  await expect.poll(() => seriesValue('kith_sockets'), { timeout: 30_000 }).toBe(2)
  for (const queue of ['jobs', 'exports', 'erasing', 'accounts'])
    expect(await seriesValue(`kith_queue_length{queue="${queue}"}`)).toBeGreaterThanOrEqual(0)
  expect(await seriesValue('kith_relay_connected')).toBe(1)
  expect(await seriesValue('kith_database_reached')).toBe(1)
  const text = await scrape()
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  expect(text).toContain('process_open_fds')
  const wrong = await connect({ url, ...quimby, password: 'xyzzy-not-this' }).catch((error: Error) => error)
  expect(wrong).toBeInstanceOf(Error)
  const secrets = Object.values(
    JSON.parse(fs.readFileSync(path.join(dataFolder, 'secrets.json'), 'utf8')) as Record<string, string>,
  )
  for (const told of [text, app.output])
    for (const word of ['frobnicate', 'grues', 'Xanthippe', 'quimby', 'zelda', 'plugh', 'xyzzy', ...secrets])
      expect(told).not.toContain(word)
  await Promise.all([from.close(), to.close()])
})

test('they are not where the pages are, and nothing else is where they are', async () => {
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${metricsPort}/`)).status).toBe(404)
})
