import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { connect, signUp } from '@/client/node'
import type { LogEvent } from '@/contracts/dto'
import { readEnv, VARIABLES } from './env'
import { STOP_WITHIN_MS } from './lifetime'
import { inProject } from './project'
import { type AppProcess, freePort, startApp } from './testing/app-process'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { findNatsServer, startNats, type TestNats } from './testing/nats'
import { findNginx, startNginx, type TestNginx } from './testing/nginx'
import { runCommand } from './testing/run-command'

interface Service {
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, object>> | readonly string[]
  readonly volumes?: readonly string[]
}

const text = (file: string): string => fs.readFileSync(inProject(file), 'utf8')
const compose = parse(text('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: object
}
const SECRETS: Record<string, string> = {
  KITH_SECRET: 'x'.repeat(32),
  POSTGRES_PASSWORD: 'p',
  S3_PASSWORD: 's',
}

/** As compose fills in what is in `.env`. */
const filledIn = (value: string): string =>
  value.replace(/\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, other = '') => {
    const set = SECRETS[name]
    if (set === undefined && kind !== '-') throw new Error(`${name} is not in the file’s first lines.`)
    return set ?? other
  })

test('each Kith of docker-compose.yml is configured with what there is, and takes it', () => {
  const kith = Object.entries(compose.services).filter(([name]) => /^(web|gateway)-\d$/.test(name))
  expect(kith.map(([name]) => name)).toEqual(['web-1', 'web-2', 'gateway-1', 'gateway-2', 'gateway-3'])
  for (const [name, { environment = {}, command }] of kith) {
    expect(Object.keys(environment).filter((variable) => !VARIABLES.includes(variable))).toEqual([])
    const env = readEnv(Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, filledIn(value)])))
    expect(env).toMatchObject({ port: 3000, s3: { bucket: 'kith', pathStyle: true }, natsUrl: 'nats://nats:4222' })
    expect(command).toEqual(['node', '--enable-source-maps', `dist/${name.split('-')[0]}.js`])
  }
})

test('what a service waits for or mounts is there', () => {
  for (const { depends_on = {}, volumes = [] } of Object.values(compose.services)) {
    const named = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)
    expect(named.filter((name) => !(name in compose.services))).toEqual([])
    for (const volume of volumes) {
      const [source = ''] = volume.split(':')
      expect(source.startsWith('./') ? fs.existsSync(inProject(source)) : source in compose.volumes).toBe(true)
    }
  }
})

test('whatever runs Kith waits longer for its end than it may take', () => {
  const patience = [
    ...text('docker-compose.yml').matchAll(/stop_grace_period: (\d+)s/g),
    ...text('docs/OPERATING.md').matchAll(/TimeoutStopSec=(\d+)/g),
  ].map(([, seconds]) => Number(seconds) * 1_000)
  expect(patience).toHaveLength(2)
  for (const ms of patience) expect(ms).toBeGreaterThan(STOP_WITHIN_MS)
})

test('what the Dockerfile copies from here is here, and what it runs is built', () => {
  const dockerfile = text('Dockerfile')
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
  expect(copied).toContain('package-lock.json')
  for (const name of copied) expect(fs.existsSync(inProject(name))).toBe(true)
  for (const [, name = ''] of dockerfile.matchAll(/^COPY --from=build \/opt\/kith\/(\S+)/gm))
    expect([name, fs.existsSync(inProject(name))]).toEqual([name, true])
})

test('nginx sends to the processes that docker-compose.yml starts, and to no other', () => {
  const named = [...text('deploy/nginx.conf').matchAll(/^\s*server (\S+):3000/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(['gateway-1', 'gateway-2', 'gateway-3', 'web-1', 'web-2'])
})

const [nginx, nats] = [findNginx(), findNatsServer()]

describe.skipIf(nginx === null || nats === null)(
  'deploy/nginx.conf in front of two for pages and three gateways',
  () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-deploy-'))
    const processes: AppProcess[] = []
    let database: TestDatabase
    let relay: TestNats
    let front: TestNginx
    let env: Record<string, string>

    beforeAll(async () => {
      database = await createTestDatabase()
      relay = await startNats()
      const port = await freePort()
      const url = `http://127.0.0.1:${port}`
      env = {
        DATABASE_URL: database.url,
        NATS_URL: relay.url,
        KITH_URL: url,
        KITH_GATEWAY_URL: url,
        KITH_SECRET: randomUUID(),
        HOST: '127.0.0.1',
      }
      let configuration = text('deploy/nginx.conf').replace('listen 8080;', `listen 127.0.0.1:${port};`)
      for (const name of ['gateway-1', 'gateway-2', 'gateway-3', 'web-1', 'web-2']) {
        const own = await freePort()
        const entry = name.startsWith('web') ? 'web' : 'gateway'
        const one = startApp({ entry, port: own, dataFolder: path.join(folder, 'data'), env })
        processes.push(one)
        await one.ready()
        configuration = configuration.replace(`${name}:3000`, `127.0.0.1:${own}`)
      }
      front = await startNginx(nginx ?? '', path.join(folder, 'nginx'), configuration, port)
    })
    afterAll(async () => {
      await front.stop()
      await Promise.all(processes.map((one) => one.stop()))
      await relay.stop()
      await database.drop()
      fs.rmSync(folder, { recursive: true, force: true })
    })

    test('the doctor finds nothing wrong on the way', async () => {
      const ran = await runCommand('doctor', [], { ...env, KITH_DATA: path.join(folder, 'data') })
      expect(ran.said.match(/^✗.*$/gm)).toBeNull()
      expect(ran.code).toBe(0)
    })

    test('a file of several pieces comes up, a message goes over sockets, and both go on when a process of each kind is killed', async () => {
      const url = front.url
      const people = ['ana', 'bea'].map((userName) => ({
        userName,
        fullName: userName,
        password: 'correct horse battery',
      }))
      const [ana, bea] = people
      if (!ana || !bea) throw new Error('There are two.')
      await signUp({ url, ...ana })
      const { userId } = await signUp({ url, ...bea })
      const from = await connect({ url, ...ana })
      const to = await connect({ url, ...bea })
      const heard: LogEvent[] = []
      to.follow((event) => void heard.push(event))
      const id = await from.openDirect(userId)
      const bytes = randomBytes(9_000_000)
      const chat = await from.open(id)
      chat.send('Here it is', {
        attachments: [{ kind: 'file', file: new Blob([new Uint8Array(bytes)]), name: 'large.bin' }],
      })
      const arrived = () => heard.flatMap((event) => (event.kind === 'message:posted' ? [event.message] : []))
      await expect.poll(() => arrived()[0]?.attachments[0]?.size, { timeout: 60_000 }).toBe(bytes.length)

      await processes[0]?.kill()
      await processes[3]?.kill()
      await from.send(id, 'Still here')
      await expect.poll(() => arrived().at(-1)?.text, { timeout: 60_000 }).toBe('Still here')
      chat.close()
      await from.close()
      await to.close()
    }, 150_000)
  },
)
