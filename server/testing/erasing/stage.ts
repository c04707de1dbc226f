import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { signUp } from '@/client/node'
import { readEnv, type S3Env } from '@/server/env'
import { runningDatabaseUrl } from '@/server/open-database'
import { freePort, startApp } from '../app-process'
import { createTestDatabase } from '../database'
import { startS3 } from '../s3'
import { type FarWeb, openFarWeb } from './far-web'
import { lookInDatabase } from './look-in-database'
import { lookInBucket, lookInFolder } from './look-in-files'
import { foundIn, type Needle } from './needle'
import { moveIn, PASSWORD, type Resident } from './resident'

/** The built app as a process, with all that it keeps in sight. */
export interface ErasingStage {
  readonly pool: pg.Pool
  readonly far: FarWeb
  resident(name: string): Promise<Resident>
  /** Has Postgres look at all tables for its plans, as it does by itself now and then. */
  sample(): Promise<void>
  /** Where the server has any of these: rows, files, objects. */
  look(needles: readonly Needle[]): Promise<string[]>
  /** Which of these it has ever written to its log, at the level that says the most. */
  logged(needles: readonly Needle[]): string[]
  close(): Promise<void>
}

/** `alone`: with the Postgres it brings along and files in its folder. `shared`: another Postgres, and files in S3. */
export async function openErasingStage(kind: 'alone' | 'shared'): Promise<ErasingStage> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-erasing-'))
  const far = await openFarWeb()
  const shared = kind === 'shared' ? await openShared() : null
  let log = ''
  const port = await freePort()
  const env = { ...far.env, ...shared?.env, KITH_LOG_LEVEL: 'trace', KITH_PUSH_CONTACT: 'mailto:ops@example.org' }
  const onOutput = (text: string) => {
    log += text
  }
  const app = startApp({ port, dataFolder, env, onOutput })
  await app.ready()
  // The first account is the admin's, who can't go.
  await signUp({ url: app.url, userName: 'the-admin', fullName: 'The Admin', password: PASSWORD })
  const pool = new pg.Pool({ connectionString: shared?.url ?? embeddedUrl(dataFolder), max: 4 })
  // It ends while the stage is taken down.
  pool.on('error', () => {})
  const residents: Resident[] = []
  let sampling = Promise.resolve()
  return {
    pool,
    far,
    async resident(name) {
      const one = await moveIn(port, `${name}-${randomUUID().slice(0, 8)}`, far.browser())
      residents.push(one)
      return one
    },
    sample() {
      sampling = sampling.then(async () => void (await pool.query('ANALYZE')))
      return sampling
    },
    async look(needles) {
      const places = [lookInDatabase(pool, needles), lookInFolder(dataFolder, needles)]
      if (shared) places.push(lookInBucket(shared.s3, needles))
      return (await Promise.all(places)).flat()
    },
    logged: (needles) => foundIn(log, needles),
    async close() {
      await Promise.all(residents.map((one) => one.close()))
      await pool.end()
      await app.stop()
      await shared?.close()
      await far.close()
      fs.rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

async function openShared() {
  const [database, server] = [await createTestDatabase({ empty: true }), await startS3()]
  const s3: S3Env = server.emptyBucket()
  const env = {
    DATABASE_URL: database.url,
    KITH_S3_BUCKET: s3.bucket,
    KITH_S3_ENDPOINT: s3.endpoint ?? '',
    KITH_S3_KEY: s3.credentials?.accessKeyId ?? '',
    KITH_S3_SECRET: s3.credentials?.secretAccessKey ?? '',
  }
  const close = async () => {
    await database.drop()
    await server.close()
  }
  return { url: database.url, s3, env, close }
}

function embeddedUrl(dataFolder: string): string {
  const url = runningDatabaseUrl(readEnv({ KITH_DATA: dataFolder }))
  if (!url) throw new Error(`No Postgres runs in ${dataFolder}.`)
  return url
}
