import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '@/client/node'
import { seedCast } from '@/prisma/seed/seed-cast'
import type { BlobStore } from './application/file-ports'
import { makeBackup } from './infrastructure/backup/make-backup'
import { readManifest } from './infrastructure/backup/manifest'
import { restoreBlobs } from './infrastructure/backup/restore-backup'
import { quoted, readTables } from './infrastructure/backup/tables'
import { diskBlobs } from './infrastructure/blobs/disk'
import { s3Blobs } from './infrastructure/blobs/s3'
import { migrate } from './infrastructure/database/migrate'
import { freePort, startApp } from './testing/app-process'
import { createTestDatabase, type TestDatabase } from './testing/database'
import { findDamage } from './testing/find-damage'
import { runCommand } from './testing/run-command'
import { startS3 } from './testing/s3'
import { MIGRATIONS } from './testing/template'
import { openWeb, PASSWORD, type Web } from './testing/web'

const TOOL_MS = 120_000
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-backup-'))
const databases: TestDatabase[] = []
let web: Web
let sourceEnv: Record<string, string>

beforeAll(async () => {
  web = await openWeb()
  await seedCast(web.container, 'hash', new Date('2026-11-21T12:00:00Z'))
  const { dataFolder } = web.container.env
  fs.writeFileSync(
    path.join(dataFolder, 'secrets.json'),
    JSON.stringify({ secret: randomUUID() + randomUUID(), databasePassword: randomUUID() }),
    { mode: 0o600 },
  )
  sourceEnv = { DATABASE_URL: urlOf(web.container.pool), KITH_DATA: dataFolder }
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  await web.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const urlOf = (pool: pg.Pool): string => pool.options.connectionString ?? ''

const at = (name: string): string => path.join(folder, name)

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase({ empty: true })
  databases.push(database)
  return database
}

/** All rows of all tables, but of those that are not brought along. */
async function contentOf(pool: pg.Pool): Promise<Record<string, string[]>> {
  const client = await pool.connect()
  try {
    const content: Record<string, string[]> = {}
    for (const { name, columns } of await readTables(client)) {
      if (['sessions', 'push_subscriptions'].includes(name)) continue
      const row = `concat_ws('|', ${columns.map((column) => `coalesce(${quoted(column)}::text, 'NULL')`).join()})`
      const { rows } = await client.query<{ row: string }>(`SELECT ${row} AS row FROM ${quoted(name)} ORDER BY 1`)
      content[name] = rows.map((one) => one.row)
    }
    return content
  } finally {
    client.release()
  }
}

async function blobIdsOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM blobs ORDER BY id COLLATE "C"')
  return rows.map(({ id }) => id)
}

const filesOf = (data: string): string[] =>
  fs
    .readdirSync(path.join(data, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()

test(
  'a backup of a Kith that is in use is of one moment, and has all that was acknowledged before',
  async () => {
    const ana = await web.person('ana_backs_up')
    const bea = await web.person('bea_backs_up')
    const conversationId = (await ana.call.conversations.openDirect({ userId: bea.actor.userId })).conversationId
    const acked: string[] = []
    let going = true
    const send = async () => {
      while (going) {
        const clientId = randomUUID()
        const sent = await web.container.useCases.sendMessage(ana.actor, {
          clientId,
          kind: 'text',
          text: `Hello ${acked.length}`,
          attachments: [],
          mentions: [],
          places: [{ conversationId }],
          createdAt: new Date().toISOString(),
        })
        acked.push(sent.messageId)
      }
    }
    const sending = [send(), send(), send()]
    await expect.poll(() => acked.length, { timeout: 30_000 }).toBeGreaterThan(20)
    const before = [...acked]
    const backup = await runCommand('backup', [at('in-use')], sourceEnv)
    const after = acked.length
    going = false
    await Promise.all(sending)
    expect(backup).toMatchObject({ code: 0, complained: '' })
    expect(after).toBeGreaterThan(before.length)

    const target = await emptyDatabase()
    const restored = await runCommand('restore', [at('in-use')], {
      DATABASE_URL: target.url,
      KITH_DATA: at('in-use-data'),
    })
    expect(restored).toMatchObject({ code: 0, complained: '' })
    const { rows } = await target.pool.query<{ id: string }>('SELECT id::text FROM messages')
    const there = new Set(rows.map(({ id }) => id))
    expect(before.filter((id) => !there.has(id))).toEqual([])
    expect(await findDamage(target.pool)).toEqual([])

    const data = at('in-use-embedded')
    expect((await runCommand('restore', [at('in-use')], { KITH_DATA: data })).code).toBe(0)
    const app = startApp({ port: await freePort(), dataFolder: data })
    try {
      await app.ready()
      const again = await connect({ url: app.url, userName: 'ana_backs_up', password: PASSWORD })
      const posted = await again.send(conversationId, 'I am back')
      expect(posted.seq).toBeGreaterThan(before.length)
      expect((await again.list()).map(({ entry }) => entry.conversation.id)).toEqual([conversationId])
      await again.close()
    } finally {
      await app.stop()
    }
  },
  TOOL_MS,
)

test(
  'everything comes back, once: into an embedded database, and from there into another one',
  async () => {
    const before = await contentOf(web.container.pool)
    expect(Object.values(before).filter((rows) => rows.length > 0).length).toBeGreaterThan(12)
    const ids = await blobIdsOf(web.container.pool)
    expect(ids.length).toBeGreaterThan(5)
    expect((await runCommand('backup', [at('quiet')], sourceEnv)).code).toBe(0)

    const data = at('embedded')
    expect(await runCommand('restore', [at('quiet')], { KITH_DATA: data })).toMatchObject({ code: 0, complained: '' })
    expect(fs.readFileSync(path.join(data, 'secrets.json'), 'utf8')).toBe(
      fs.readFileSync(path.join(sourceEnv.KITH_DATA ?? '', 'secrets.json'), 'utf8'),
    )
    expect(fs.statSync(path.join(data, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(filesOf(data)).toEqual(ids)

    // Nothing runs there: it is started for the backup, and stopped again.
    expect(await runCommand('backup', [at('second')], { KITH_DATA: data })).toMatchObject({ code: 0, complained: '' })
    expect(fs.existsSync(path.join(data, 'postgres/postmaster.pid'))).toBe(false)
    const target = await emptyDatabase()
    const env = { DATABASE_URL: target.url, KITH_DATA: at('second-data') }
    expect(await runCommand('restore', [at('second')], env)).toMatchObject({ code: 0, complained: '' })
    expect(await contentOf(target.pool)).toEqual(before)
    expect(filesOf(at('second-data'))).toEqual(ids)
    expect(await findDamage(target.pool)).toEqual([])
  },
  TOOL_MS,
)

test(
  'nobody is signed in afterwards, and no id is given twice, so that no older cookie finds a newer session',
  async () => {
    const carl = await web.person('carl_signs_in')
    expect((await runCommand('backup', [at('sessions')], sourceEnv)).code).toBe(0)
    const later = await web.person('dora_comes_later')
    const target = await emptyDatabase()
    const env = { DATABASE_URL: target.url, KITH_DATA: at('sessions-data') }
    expect((await runCommand('restore', [at('sessions')], env)).code).toBe(0)
    expect((await target.pool.query('SELECT FROM sessions')).rowCount).toBe(0)
    const { rows } = await target.pool.query<{ id: string }>(
      `INSERT INTO sessions (user_id, device) VALUES ($1, 'A test') RETURNING id::text`,
      [carl.actor.userId],
    )
    expect(BigInt(rows[0]?.id ?? 0)).toBeGreaterThan(BigInt(later.actor.sessionId))
  },
  TOOL_MS,
)

test('files come from S3 and go to S3, and what the store lost is told and left out', async () => {
  const s3 = await startS3()
  const [from, to] = [s3Blobs(s3.emptyBucket()), s3Blobs(s3.emptyBucket())]
  const ids = await blobIdsOf(web.container.pool)
  const [lost = '', ...kept] = ids
  for (const id of kept) await from.put(id, { file: path.join(sourceEnv.KITH_DATA ?? '', 'blobs', id.slice(0, 2), id) })
  const source = { databaseUrl: urlOf(web.container.pool), blobs: from, secretsFile: null, version: '0' }
  const manifest = await makeBackup(source, at('s3'))
  expect(manifest.blobs).toMatchObject({ count: ids.length, missing: [lost] })
  expect(await restoreBlobs(at('s3'), manifest, to)).toEqual([])
  for (const id of kept) expect(await to.size(id)).toBe(await from.size(id))
  await s3.close()
})

test('what is not in the snapshot is not in the backup', async () => {
  const store = diskBlobs(path.join(sourceEnv.KITH_DATA ?? '', 'blobs'))
  const orphan = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  await store.put(orphan, { bytes: Buffer.alloc(0) })
  const source = { databaseUrl: urlOf(web.container.pool), blobs: store, secretsFile: null, version: '0' }
  await makeBackup(source, at('no-orphan'))
  expect(filesOf(at('no-orphan'))).toEqual(await blobIdsOf(web.container.pool))
  await store.delete(orphan)
})

test('a file that goes between the rows and the files has the rows read again', async () => {
  const { pool } = web.container
  const gone = 'a'.repeat(64)
  await pool.query(`INSERT INTO blobs (id, size, type) VALUES ($1, 1, 'text/plain')`, [gone])
  const store = diskBlobs(path.join(sourceEnv.KITH_DATA ?? '', 'blobs'))
  const blobs: BlobStore = {
    ...store,
    async read(id) {
      if (id === gone) await pool.query('DELETE FROM blobs WHERE id = $1', [gone])
      return await store.read(id)
    },
  }
  const source = { databaseUrl: urlOf(pool), blobs, secretsFile: null, version: '0' }
  const manifest = await makeBackup(source, at('gone'))
  expect(manifest.blobs).toMatchObject({ missing: [], count: (await blobIdsOf(pool)).length })
  expect(filesOf(at('gone'))).toEqual(await blobIdsOf(pool))
})

test(
  'a place that is not empty is refused, and stays as it is',
  async () => {
    expect((await runCommand('backup', [at('whole')], sourceEnv)).code).toBe(0)
    expect(await runCommand('backup', [at('whole')], sourceEnv)).toMatchObject({
      code: 1,
      complained: `${at('whole')} is not empty: name a folder that is not there yet.\n`,
    })
    const before = await contentOf(web.container.pool)
    expect(await runCommand('restore', [at('whole')], sourceEnv)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('The database of DATABASE_URL is not empty'),
    })
    expect(await contentOf(web.container.pool)).toEqual(before)
    fs.mkdirSync(at('used'))
    fs.writeFileSync(path.join(at('used'), 'note'), 'mine')
    expect(await runCommand('restore', [at('whole')], { KITH_DATA: at('used') })).toMatchObject({
      code: 1,
      complained: expect.stringContaining('is not empty: move it away'),
    })
    expect(fs.readdirSync(at('used'))).toEqual(['note'])
  },
  TOOL_MS,
)

test(
  'a damaged backup is refused before anything is made, a damaged file leaves nothing behind',
  async () => {
    const manifest = await readManifest(at('whole'))
    const messages = path.join(at('whole'), manifest.tables.find(({ name }) => name === 'messages')?.file ?? '')
    const whole = fs.readFileSync(messages)
    fs.writeFileSync(
      messages,
      Buffer.concat([whole.subarray(0, -9), Buffer.from([whole.at(-9) === 0 ? 1 : 0]), whole.subarray(-8)]),
    )
    const env = { KITH_DATA: at('never') }
    expect(await runCommand('restore', [at('whole')], env)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('database/messages.copy.gz of the backup is damaged'),
    })
    expect(fs.existsSync(at('never'))).toBe(false)
    fs.writeFileSync(messages, whole)

    const [id = ''] = filesOf(at('whole'))
    fs.appendFileSync(path.join(at('whole'), 'blobs', id.slice(0, 2), id), 'x')
    expect(await runCommand('restore', [at('whole')], env)).toMatchObject({
      code: 1,
      complained: expect.stringContaining(`1 files of the backup are damaged or not there (the first is ${id})`),
    })
    expect(fs.readdirSync(at('never'))).toEqual([])
    expect(await runCommand('restore', [at('whole'), '--without-damaged'], env)).toMatchObject({ code: 0 })
    expect(filesOf(at('never'))).not.toContain(id)
  },
  TOOL_MS,
)

test('half a backup is none', async () => {
  fs.mkdirSync(at('half'))
  expect(await runCommand('restore', [at('half')], { KITH_DATA: at('never2') })).toMatchObject({
    code: 1,
    complained: expect.stringContaining('There is no manifest.json'),
  })
})

test(
  'a backup of an older version is brought to this one, one of a newer version is refused',
  async () => {
    const old = await emptyDatabase()
    await migrate(old.pool, MIGRATIONS, (name) => name <= '20261121230000')
    await old.pool.query(
      `INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash) VALUES ('olga', 'olga', 'Olga', 'olga', 'x')`,
    )
    await makeBackup({ databaseUrl: old.url, blobs: diskBlobs(at('none')), secretsFile: null, version: '0' }, at('old'))
    const target = await emptyDatabase()
    const env = { DATABASE_URL: target.url, KITH_DATA: at('old-data') }
    expect(await runCommand('restore', [at('old')], env)).toMatchObject({ code: 0, complained: '' })
    expect((await target.pool.query('SELECT user_name, deleted_at FROM users')).rows).toEqual([
      { user_name: 'olga', deleted_at: null },
    ])
    expect(await migrate(target.pool, MIGRATIONS)).toEqual([])

    const file = path.join(at('old'), 'manifest.json')
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as { migrations: object[] }
    manifest.migrations.push({ name: '9_later', checksum: '0'.repeat(64) })
    fs.writeFileSync(file, JSON.stringify(manifest))
    const again = { DATABASE_URL: (await emptyDatabase()).url, KITH_DATA: at('old-data2') }
    expect(await runCommand('restore', [at('old')], again)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('from another version of Kith (it has the migration 9_later)'),
    })
  },
  TOOL_MS,
)
