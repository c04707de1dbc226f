import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { holdConversation, untilBlocked } from '@/server/testing/blocked'
import { newMessage } from '@/server/testing/conversation-stage'
import { findDamage } from '@/server/testing/find-damage'
import { attach, openUploadStage, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'

const WORD = 'Zwetschgenkuchen'

let web: Web
let ana: Person
let bea: Person
let cleo: Person
let stage: UploadStage
beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
  bea = await web.person('bea')
  cleo = await web.person('cleo')
  stage = await openUploadStage(web.container)
})
afterAll(async () => {
  expect(await findDamage(web.container.pool)).toEqual([])
  await stage.close()
  await web.close()
  await fs.rm(stage.folder, { recursive: true })
})

let id: string
beforeEach(async () => {
  id = (await ana.call.conversations.openDirect({ userId: bea.actor.userId })).conversationId
})

const eraseDue = () => web.container.useCases.eraseDue()
const clear = (person: Person, conversationId = id) => person.call.conversations.clear({ conversationId })
const send = (person: Person, over: object) =>
  web.container.useCases.sendMessage(person.actor, { ...newMessage(person.actor.userId, id), ...over })
const say = async (person: Person, text: string) => (await send(person, { text })).places[0]?.seq ?? 0

/** Every table that has the word anywhere in a row, as text. */
async function tablesWith(word: string): Promise<string[]> {
  const { pool } = web.container
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await pool.query(`SELECT FROM ${name} t WHERE t::text ILIKE '%' || $1 || '%' LIMIT 1`, [word])
    if (rowCount) found.push(name)
  }
  return found
}

describe('what everybody has deleted', () => {
  test('is in no table any more, nor among the blobs', async () => {
    const seq = await say(ana, `A ${WORD}`)
    await bea.call.messages.react({ conversationId: id, seq, emoji: '🥮' })
    await ana.call.messages.edit({ conversationId: id, seq, text: `Two ${WORD}` })
    await bea.call.messages.setOwn({ conversationId: id, seqs: [seq], starred: true })
    const bytes = randomBytes(5_000)
    const uploaded = await uploader(web.container, ana, stage).bring(bytes, 'file')
    await attach(web.container, ana, id, uploaded)
    const { rows } = await web.container.pool.query('SELECT blob_id FROM uploads WHERE id = $1', [uploaded.uploadId])
    expect(await tablesWith(WORD)).toEqual(expect.arrayContaining(['public.messages', 'public.message_versions']))
    await clear(ana)
    await eraseDue()
    expect(await tablesWith(WORD)).toContain('public.messages')
    expect(await bea.call.messages.search({ query: WORD })).toMatchObject({ hits: [{ seq }] })
    await clear(bea)
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
    expect(await tablesWith(uploaded.uploadId)).toEqual([])
    expect(await web.container.ports.blobs.size(rows[0].blob_id)).toBeNull()
  })

  test('is erased as far as both did, also when one of them deleted earlier and less', async () => {
    await say(ana, 'Early')
    await clear(bea)
    const later = await say(ana, 'Later')
    await clear(ana)
    await eraseDue()
    const { events } = await bea.call.messages.history({ conversationId: id })
    expect(events.map(({ seq }) => seq)).toEqual([later])
    expect(await tablesWith('Early')).toEqual([])
    expect(await tablesWith('Later')).toEqual(['public.messages'])
  })

  test('is erased to the end by whoever goes on after one who was killed at any step', async () => {
    const { pool, ports } = web.container
    for (let n = 0; n < 600; n++) await say(ana, `${WORD} ${n}`)
    const uploaded = await uploader(web.container, ana, stage).bring(randomBytes(700), 'file')
    const { rows } = await pool.query('SELECT blob_id FROM uploads WHERE id = $1', [uploaded.uploadId])
    await attach(web.container, ana, id, uploaded)
    await clear(ana)
    await clear(bea)
    // Killed after each transaction, before it let go of the files.
    expect(await ports.erasing.due(10)).toEqual([id])
    expect((await ports.erasing.erase(id)).more).toBe(true)
    expect(await ports.erasing.due(10)).toEqual([id])
    expect(await ports.erasing.erase(id)).toMatchObject({ more: false, released: [rows[0].blob_id] })
    expect(await ports.erasing.due(10)).toEqual([])
    expect(await ports.erasing.erase(id)).toEqual({ more: false, released: [], committed: [] })
    expect(await tablesWith(WORD)).toEqual([])
    await ports.files.sweep()
    expect(await ports.blobs.size(rows[0].blob_id)).toBeNull()
  })

  test('stays, file and all, where it was sent to besides', async () => {
    const { conversationId: other } = await ana.call.conversations.openDirect({ userId: cleo.actor.userId })
    const text = `Both get a ${WORD}`
    const { places } = await send(ana, { text, places: [{ conversationId: id }, { conversationId: other }] })
    await clear(ana)
    await clear(bea)
    await eraseDue()
    expect(places).toHaveLength(2)
    const { events } = await cleo.call.messages.history({ conversationId: other })
    expect(events.at(-1)).toMatchObject({ message: { text } })
    await clear(cleo, other)
    await clear(ana, other)
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
  })

  test('of two places erased at the same instant leaves nothing behind', async () => {
    const { pool, ports } = web.container
    const { conversationId: other } = await ana.call.conversations.openDirect({ userId: cleo.actor.userId })
    await send(ana, { text: WORD, places: [{ conversationId: id }, { conversationId: other }] })
    for (const [one, where] of [
      [ana, id],
      [bea, id],
      [ana, other],
      [cleo, other],
    ] as const)
      await clear(one, where)
    const lock = await holdConversation(pool, id)
    const first = ports.erasing.erase(id)
    await untilBlocked(pool, 1)
    const second = ports.erasing.erase(other)
    await lock.release()
    await Promise.all([first, second])
    expect(await tablesWith(WORD)).toEqual([])
  })
})

describe('sends that race with deleting', () => {
  test('one that waited for the last deletion is told that the chat is gone', async () => {
    const { pool } = web.container
    await say(ana, 'Past')
    await clear(bea)
    const lock = await holdConversation(pool, id)
    const clearing = clear(ana)
    await untilBlocked(pool, 1)
    const sending = say(bea, 'Late').catch((error) => error.code)
    await untilBlocked(pool, 2)
    await lock.release()
    await clearing
    expect(await sending).toBe('gone')
  })

  test('one that the last deletion waited for is deleted for who deleted, and there for the other', async () => {
    const { pool } = web.container
    await say(ana, 'Past')
    await clear(bea)
    const lock = await holdConversation(pool, id)
    const sending = say(bea, 'In time')
    await untilBlocked(pool, 1)
    const clearing = clear(ana)
    await untilBlocked(pool, 2)
    await lock.release()
    const seq = await sending
    await clearing
    const { events } = await bea.call.messages.history({ conversationId: id })
    expect(events.map((event) => event.seq)).toEqual([seq])
  })

  test('one to a person that waited for the last deletion begins a new chat', async () => {
    const { pool } = web.container
    await say(ana, 'Past')
    await clear(bea)
    const lock = await holdConversation(pool, id)
    const clearing = clear(ana)
    await untilBlocked(pool, 1)
    const sending = send(bea, { places: [{ userId: ana.actor.userId }] })
    await untilBlocked(pool, 2)
    await lock.release()
    await clearing
    const { places } = await sending
    expect(places).toEqual([{ conversationId: expect.not.stringMatching(`^${id}$`), seq: 2 }])
  })

  test('a retry that comes after all was erased is answered, and brings nothing back', async () => {
    const message = newMessage(ana.actor.userId, id, WORD)
    const first = await web.container.useCases.sendMessage(ana.actor, message)
    await clear(ana)
    await clear(bea)
    await eraseDue()
    const again = await web.container.useCases.sendMessage(ana.actor, message)
    expect(again).toEqual({ messageId: first.messageId, sentAt: first.sentAt, places: [] })
    expect(await tablesWith(WORD)).toEqual([])
  })
})
