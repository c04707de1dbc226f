import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hold, holdConversation, untilBlocked } from '@/server/testing/blocked'
import { newMessage } from '@/server/testing/conversation-stage'
import { timesUp as makeExpired } from '@/server/testing/expire'
import { findDamage } from '@/server/testing/find-damage'
import { ageInDatabase } from '@/server/testing/retain'
import { attach, openUploadStage, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'
import { databaseMessageLog } from './message-log'

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
const begin = (person: Person, conversationId: string, text: string) =>
  person.call.conversations.setPrivateState({
    conversationId,
    draft: { text, replyTo: null, at: new Date().toISOString() },
  })

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

  test('takes along the card of a wording from before an edit, unless it is another message’s, too', async () => {
    const { linkPreviews } = web.container.ports
    const url = (path: string) => `https://example.org/${path}`
    for (const path of ['mine-alone', 'in-two-chats']) {
      await linkPreviews.keep(url(path), { title: `${WORD} ${path}`, site: '', description: '', picture: null })
      const seq = await say(ana, url(path))
      const { messageId = '' } = (await linkPreviews.subject({ conversationId: id, seq })) ?? {}
      expect((await linkPreviews.show(messageId, url(path), url(path))).committed).not.toEqual([])
      await ana.call.messages.edit({ conversationId: id, seq, text: 'Nothing' })
    }
    const { conversationId: elsewhere } = await ana.call.conversations.createGroup({
      name: 'Group',
      userIds: [bea.actor.userId],
    })
    const { places } = await send(ana, { text: url('in-two-chats'), places: [{ conversationId: elsewhere }] })
    const place = places[0] ?? { conversationId: elsewhere, seq: 0 }
    const { messageId = '' } = (await linkPreviews.subject(place)) ?? {}
    await linkPreviews.show(messageId, url('in-two-chats'), url('in-two-chats'))
    await ana.call.messages.edit({ ...place, text: 'Nothing either' })
    for (const person of [ana, bea]) await clear(person)
    await eraseDue()
    expect(await tablesWith('mine-alone')).toEqual([])
    expect(await tablesWith('in-two-chats')).toEqual(expect.arrayContaining(['public.link_previews']))
    await ana.call.conversations.leave({ conversationId: elsewhere })
    for (const person of [ana, bea]) await clear(person, elsewhere)
    await eraseDue()
    expect(await tablesWith('in-two-chats')).toEqual([])
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

describe('what has expired', () => {
  const timer = (disappearAfterMs: number | null) =>
    ana.call.conversations.change({ conversationId: id, disappearAfterMs })
  const sendFile = (person: Person, { uploadId }: { uploadId: string }) =>
    send(person, { text: '', attachments: [{ uploadId, name: 'file' }] })
  const timesUp = () => makeExpired(web.container.pool, id)

  test('is in no table any more, nor among the blobs, nor in what anybody is told', async () => {
    const { pool, ports } = web.container
    const kept = await say(ana, 'Kept')
    await timer(3_600_000)
    const seq = await say(ana, `A ${WORD}`)
    await bea.call.messages.react({ conversationId: id, seq, emoji: '🥮' })
    await ana.call.messages.edit({ conversationId: id, seq, text: `Two ${WORD}` })
    await bea.call.messages.setOwn({ conversationId: id, seqs: [seq], starred: true })
    await ana.call.messages.pin({ conversationId: id, seq, pinned: true })
    const uploaded = await uploader(web.container, ana, stage).bring(randomBytes(5_000), 'file')
    const { places } = await sendFile(ana, uploaded)
    const { rows } = await pool.query('SELECT blob_id FROM uploads WHERE id = $1', [uploaded.uploadId])
    await eraseDue()
    expect(await tablesWith(WORD)).toContain('public.messages')
    await timesUp()
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
    expect(await tablesWith(uploaded.uploadId)).toEqual([])
    expect(await ports.blobs.size(rows[0].blob_id)).toBeNull()
    const file = { conversationId: id, seq: places[0]?.seq ?? 0 }
    const part = { position: 0, preview: false }
    await expect(ports.files.ofMessage(bea.actor.userId, file, part)).rejects.toMatchObject({ code: 'not_found' })
    const { events } = await bea.call.messages.history({ conversationId: id })
    expect(events.map((event) => event.seq)).toEqual([1, kept, kept + 1])
    expect(await bea.call.messages.search({ query: WORD })).toMatchObject({ hits: [] })
    expect(await bea.call.messages.starred({})).toEqual([])
  })

  test('is told to those who are online as soon as it is gone', async () => {
    await timer(3_600_000)
    const seq = await say(ana, WORD)
    const told: unknown[] = []
    const { relay } = web.container.ports
    const listening = relay.listen(
      (channels, event) => told.push([channels, event]),
      () => {},
    )
    listening.join(`user.${bea.actor.userId}`)
    await timesUp()
    await eraseDue()
    await listening.close()
    const payload = expect.objectContaining({ kind: 'messages:erased', erased: [{ from: seq, to: seq }] })
    expect(told).toEqual([[[`user.${bea.actor.userId}`], { name: 'log:appended', payload }]])
  })

  test('of more than one batch is erased to the end by whoever goes on after one who was killed, each batch once', async () => {
    const { pool, ports } = web.container
    await timer(3_600_000)
    const first = await say(ana, WORD)
    for (let n = 0; n < 600; n++) await say(ana, `${WORD} ${n}`)
    const uploaded = await uploader(web.container, ana, stage).bring(randomBytes(700), 'file')
    const { rows } = await pool.query('SELECT blob_id FROM uploads WHERE id = $1', [uploaded.uploadId])
    await sendFile(ana, uploaded)
    await timesUp()
    // Killed after each transaction, before anybody was told or files were let go of.
    expect(await ports.erasing.due(10)).toEqual([id])
    expect(await ports.erasing.erase(id)).toMatchObject({ more: true, committed: [{}] })
    expect(await ports.erasing.due(10)).toEqual([id])
    expect(await ports.erasing.erase(id)).toMatchObject({ more: false, committed: [{}], released: [rows[0].blob_id] })
    expect(await ports.erasing.due(10)).toEqual([])
    expect(await ports.erasing.erase(id)).toEqual({ more: false, released: [], committed: [] })
    expect(await tablesWith(WORD)).toEqual([])
    const { entries } = await bea.call.messages.since({ conversationId: id, after: first - 1 })
    expect(entries.map(({ kind }) => kind)).toEqual(['skip', 'messages:erased', 'messages:erased'])
    await ports.files.sweep()
    expect(await ports.blobs.size(rows[0].blob_id)).toBeNull()
  })

  test('killed within the transaction, nothing of it has happened', async () => {
    const { pool, ports } = web.container
    await timer(3_600_000)
    await say(ana, WORD)
    await timesUp()
    const lock = await hold(pool, 'SELECT FROM messages FOR UPDATE', [])
    const erasing = ports.erasing.erase(id).catch((error) => error.code)
    await untilBlocked(pool, 1)
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'
      AND datname = current_database()`)
    expect(await erasing).toBeDefined()
    await lock.release()
    expect(await ports.erasing.due(10)).toEqual([id])
    expect(await tablesWith(WORD)).toContain('public.messages')
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
  })

  test('by two at once is erased once', async () => {
    const { pool, ports } = web.container
    await timer(3_600_000)
    await say(ana, WORD)
    await timesUp()
    const lock = await holdConversation(pool, id)
    const both = [ports.erasing.erase(id), ports.erasing.erase(id)]
    await untilBlocked(pool, 2)
    await lock.release()
    const committed = (await Promise.all(both)).flatMap((one) => one.committed)
    expect(committed).toHaveLength(1)
  })

  test('an answer, an edit, another place and a retry that waited for it are each told the truth', async () => {
    const { pool, ports } = web.container
    const { conversationId: other } = await ana.call.conversations.openDirect({ userId: cleo.actor.userId })
    await timer(3_600_000)
    const message = newMessage(ana.actor.userId, id, WORD)
    const first = await web.container.useCases.sendMessage(ana.actor, message)
    const seq = first.places[0]?.seq ?? 0
    await timesUp()
    const lock = await holdConversation(pool, id)
    const erasing = ports.erasing.erase(id)
    await untilBlocked(pool, 1)
    const codeOf = (error: { code: string }) => error.code
    const late = [
      send(bea, { places: [{ conversationId: id, replyTo: seq }], text: 'Answer' }).catch(codeOf),
      ana.call.messages.edit({ conversationId: id, seq, text: `More ${WORD}` }).catch(codeOf),
      ana.call.messages.place({ conversationId: id, seq, places: [{ conversationId: other }] }).catch(codeOf),
      // Through another process: within one, the sends of a conversation wait for each other, not for its lock.
      databaseMessageLog(pool).send([{ ...message, senderId: ana.actor.userId }]),
    ]
    await untilBlocked(pool, 5)
    await lock.release()
    await erasing
    const sent = { messageId: first.messageId, sentAt: first.sentAt, places: [] }
    expect(await Promise.all(late)).toEqual(['invalid', 'NOT_FOUND', 'NOT_FOUND', [{ ok: true, sent }]])
    expect(await tablesWith(WORD)).toEqual([])
  })

  test('bytes that go with it and were brought again meanwhile are sent whole, or refused', async () => {
    const { pool, ports } = web.container
    await timer(3_600_000)
    const bytes = randomBytes(900)
    const uploaded = await uploader(web.container, ana, stage).bring(bytes, 'file')
    const { rows } = await pool.query('SELECT blob_id FROM uploads WHERE id = $1', [uploaded.uploadId])
    await sendFile(ana, uploaded)
    const theirs = await uploader(web.container, bea, stage).bring(bytes, 'file')
    await timesUp()
    const sent = await Promise.all([eraseDue(), sendFile(bea, theirs).catch((error) => error.code)])
    const size = await ports.blobs.size(rows[0].blob_id)
    if (typeof sent[1] === 'string') expect([sent[1], size]).toEqual(['upload_missing', null])
    else expect(size).toBe(900)
  })
})

describe('what is kept no longer', () => {
  const retain = (messages: number | null, files: number | null) =>
    web.container.useCases.setRetention({ messages, files })
  const age = (days: number, where = id) => ageInDatabase(web.container.pool, where, days)
  const blobOf = async (uploadId: string): Promise<string> =>
    (await web.container.pool.query('SELECT blob_id FROM uploads WHERE id = $1', [uploadId])).rows[0].blob_id
  /** Its file is no other's. */
  const sendFile = async (text: string, places = [{ conversationId: id }]) => {
    const { uploadId } = await uploader(web.container, ana, stage).bring(randomBytes(700), 'file')
    const attachments = [{ uploadId, kind: 'file', name: `${WORD}.pdf` }]
    const sent = await send(ana, { text, attachments, places })
    return {
      seq: sent.places.find(({ conversationId }) => conversationId === id)?.seq ?? 0,
      blobId: await blobOf(uploadId),
    }
  }
  beforeEach(() => retain(null, null))
  afterEach(() => retain(null, null))

  test('of messages is in no table any more, nor among the blobs; asked each time, no restart is needed', async () => {
    const { blobId } = await sendFile(WORD)
    const seq = await say(ana, WORD)
    await bea.call.messages.setOwn({ conversationId: id, seqs: [seq], starred: true })
    await age(91)
    const kept = await say(ana, 'Kept')
    await eraseDue()
    expect(await tablesWith(WORD)).toContain('public.messages')
    await retain(90, null)
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
    expect(await web.container.ports.blobs.size(blobId)).toBeNull()
    const { events } = await bea.call.messages.history({ conversationId: id })
    expect(events.at(-1)?.seq).toBe(kept)
    expect(await bea.call.messages.starred({})).toEqual([])
  })

  test('of files is in no table any more, nor among the blobs, and what it was sent with stays', async () => {
    const { ports } = web.container
    const { seq, blobId } = await sendFile('Look at this')
    const bare = await sendFile('')
    await age(31)
    await retain(null, 30)
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
    for (const one of [blobId, bare.blobId]) {
      expect(await tablesWith(one)).toEqual([])
      expect(await ports.blobs.size(one)).toBeNull()
    }
    const { events } = await bea.call.messages.history({ conversationId: id })
    expect(events.at(-1)).toMatchObject({
      seq,
      message: { text: 'Look at this', filesErased: { count: 1, afterDays: 30 } },
    })
    const part = { position: 0, preview: false }
    const file = ports.files.ofMessage(bea.actor.userId, { conversationId: id, seq }, part)
    await expect(file).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is erased to the end by whoever goes on after one who was killed at any step, each once', async () => {
    const { ports } = web.container
    const bare = await sendFile('')
    const first = await sendFile('Captioned')
    for (let n = 0; n < 24; n++) await sendFile(`Captioned ${n}`)
    await age(31)
    await retain(null, 30)
    // Killed after each transaction, before anybody was told or files were let go of.
    const steps: number[] = []
    while ((await ports.erasing.due(10)).includes(id)) steps.push((await ports.erasing.erase(id)).committed.length)
    expect(steps).toEqual([1 + 20, 5])
    expect(await ports.erasing.erase(id)).toEqual({ more: false, released: [], committed: [] })
    const { entries } = await bea.call.messages.since({ conversationId: id, after: bare.seq + 25 })
    expect(entries.map(({ kind }) => kind)).toEqual(['messages:erased', ...Array(25).fill('message:filesErased')])
    await ports.files.sweep()
    for (const { blobId } of [bare, first]) expect(await ports.blobs.size(blobId)).toBeNull()
  })

  test('messages of more than one batch too', async () => {
    const { ports } = web.container
    for (let n = 0; n < 600; n++) await say(ana, `${WORD} ${n}`)
    await age(91)
    await retain(90, null)
    const steps: boolean[] = []
    while ((await ports.erasing.due(10)).includes(id)) steps.push((await ports.erasing.erase(id)).more)
    expect(steps).toEqual([true, false])
    expect(await tablesWith(WORD)).toEqual([])
  })

  test('killed within the transaction, nothing of it has happened', async () => {
    const { pool, ports } = web.container
    const { blobId } = await sendFile('Captioned')
    await age(31)
    await retain(null, 30)
    const lock = await hold(pool, 'SELECT FROM attachments FOR UPDATE', [])
    const erasing = ports.erasing.erase(id).catch((error) => error.code)
    await untilBlocked(pool, 1)
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'
      AND datname = current_database()`)
    expect(await erasing).toEqual(expect.any(String))
    await lock.release()
    expect(await ports.erasing.due(10)).toEqual([id])
    expect(await tablesWith(WORD)).toContain('public.attachments')
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
    expect(await ports.blobs.size(blobId)).toBeNull()
  })

  test('a file in several places is erased by two at once once, and in all of them', async () => {
    const { pool, ports } = web.container
    const { conversationId: other } = await ana.call.conversations.openDirect({ userId: cleo.actor.userId })
    await sendFile('Both see it', [{ conversationId: id }, { conversationId: other }])
    await age(31)
    await retain(null, 30)
    const lock = await holdConversation(pool, id)
    const both = [ports.erasing.erase(id), ports.erasing.erase(other)]
    await untilBlocked(pool, 2)
    await lock.release()
    const committed = (await Promise.all(both)).flatMap((one) => one.committed)
    // Once for who sees it in both, and once for who doesn't.
    const told = new Set(committed.map(({ event }) => `${event.conversationId} ${event.kind} ${event.seq}`))
    expect([told.size, committed.length]).toEqual([2, 4])
    expect(committed.every(({ event }) => event.kind === 'message:filesErased')).toBe(true)
  })

  test('an edit, another place, a forward and a page that waited for it are each told the truth', async () => {
    const { pool, ports } = web.container
    const { conversationId: other } = await ana.call.conversations.openDirect({ userId: cleo.actor.userId })
    const { seq, blobId } = await sendFile('Captioned')
    await age(2)
    await retain(null, 1)
    const lock = await holdConversation(pool, id)
    const erasing = ports.erasing.erase(id)
    await untilBlocked(pool, 1)
    const forward = { conversationId: id, seq }
    const late = Promise.allSettled([
      ana.call.messages.edit({ conversationId: id, seq, text: '' }),
      ana.call.messages.place({ conversationId: id, seq, places: [{ conversationId: other }] }),
      web.container.useCases.sendMessage(bea.actor, { ...newMessage(bea.actor.userId, id, ''), forward }),
    ])
    await untilBlocked(pool, 4)
    const page = await bea.call.messages.history({ conversationId: id })
    expect(page.events.at(-1)).toMatchObject({ message: { attachments: [{ name: `${WORD}.pdf` }] } })
    await lock.release()
    const { released } = await erasing
    const [edited, placed, forwarded] = await late
    expect(edited).toMatchObject({ status: 'rejected' })
    expect([placed?.status, forwarded?.status]).toEqual(['fulfilled', 'fulfilled'])
    await ports.files.release(released)
    const there = await cleo.call.messages.history({ conversationId: other })
    expect(there.events.at(-1)).toMatchObject({ message: { text: 'Captioned', attachments: [], filesErased: {} } })
    // Whichever came first: the forward has the file, whole, or the words alone.
    const here = await bea.call.messages.history({ conversationId: id })
    const last = here.events.at(-1)
    const attachments = last?.kind === 'message:posted' ? last.message.attachments.length : -1
    expect(await ports.blobs.size(blobId)).toBe(attachments === 1 ? 700 : null)
  })

  test('a send that comes meanwhile waits for one batch, and stays', async () => {
    const { pool, ports } = web.container
    await say(ana, WORD)
    await age(91)
    await retain(90, null)
    const lock = await holdConversation(pool, id)
    const erasing = ports.erasing.erase(id)
    await untilBlocked(pool, 1)
    const sending = say(bea, 'Just now')
    await untilBlocked(pool, 2)
    await lock.release()
    await Promise.all([erasing, sending])
    await eraseDue()
    const { events } = await ana.call.messages.history({ conversationId: id })
    expect(events.map((event) => ('message' in event ? event.message.text : event.kind)).slice(-1)).toEqual([
      'Just now',
    ])
    expect(await tablesWith(WORD)).toEqual([])
  })
})

describe('a group that is over', () => {
  const found = async () => {
    const group = { name: 'Party', userIds: [bea.actor.userId] }
    const { conversationId } = await ana.call.conversations.createGroup(group)
    await ana.call.conversations.change({ conversationId, endsAt: '2035-01-01T00:00:00.000Z' })
    return conversationId
  }
  const sayThere = (conversationId: string, over: object = {}) =>
    send(ana, { text: WORD, places: [{ conversationId }], ...over })

  test('is erased to the end by whoever goes on after one who was killed, and counts everything once', async () => {
    const { pool, ports } = web.container
    const party = await found()
    for (let n = 0; n < 600; n++) await sayThere(party)
    const { uploadId } = await uploader(web.container, ana, stage).bring(randomBytes(800), 'file')
    await sayThere(party, { text: '', attachments: [{ uploadId, kind: 'file', name: 'cake.bin' }] })
    await makeExpired(pool, party)
    expect(await ports.erasing.erase(party)).toMatchObject({ more: true, committed: [{}] })
    expect(await ports.erasing.due(10)).toEqual([party])
    const { committed } = await ports.erasing.erase(party)
    expect(committed.map(({ event }) => event.kind)).toEqual(['messages:erased', 'conversation:ended'])
    expect(committed.at(-1)?.event).toMatchObject({ conversation: { report: { messages: 601, files: 1 } } })
    expect(await ports.erasing.due(10)).toEqual([])
    expect(await tablesWith(WORD)).toEqual([])
    expect(await tablesWith(uploadId)).toEqual(['public.uploads'])
    await ports.files.sweep()
    expect(await tablesWith(uploadId)).toEqual([])
  })

  test('takes in nothing that is being written, not even what came while it was closed', async () => {
    const { pool, ports } = web.container
    const party = await found()
    await begin(bea, party, 'Something else')
    await makeExpired(pool, party)
    const lock = await hold(pool, 'SELECT FROM members WHERE conversation_id = $1 AND user_id = $2 FOR UPDATE', [
      party,
      bea.actor.userId,
    ])
    const erasing = ports.erasing.erase(party)
    await untilBlocked(pool, 1)
    const writing = begin(ana, party, WORD)
    await Promise.race([writing, untilBlocked(pool, 2)])
    await lock.release()
    await erasing
    expect((await writing).state.draft).toBeNull()
    expect(await tablesWith(WORD)).toEqual([])
  })

  test('takes nothing in any more, not even what waited for its lock', async () => {
    const { pool } = web.container
    const party = await found()
    await sayThere(party)
    const lock = await hold(pool, "UPDATE conversations SET ends_at = 'epoch', erase_at = 'epoch' WHERE id = $1", [
      party,
    ])
    const late = sayThere(party).catch((error) => error.code)
    const prolonged = ana.call.conversations
      .change({ conversationId: party, endsAt: '2036-01-01T00:00:00.000Z' })
      .catch((error) => error.cause?.code)
    await untilBlocked(pool, 2)
    await lock.release()
    expect(await Promise.all([late, prolonged])).toEqual(['closed', 'closed'])
    await eraseDue()
    expect(await tablesWith(WORD)).toEqual([])
  })
})

describe('what is being written while the chat is deleted', () => {
  test.each(['before', 'after'] as const)('goes with it, when it came %s that', async (when) => {
    const { pool } = web.container
    await say(ana, 'Past')
    await clear(bea)
    const lock = await hold(pool, 'SELECT FROM members WHERE conversation_id = $1 AND user_id = $2 FOR UPDATE', [
      id,
      bea.actor.userId,
    ])
    const both = [() => begin(bea, id, WORD), () => clear(ana)]
    if (when === 'after') both.reverse()
    const done: Promise<unknown>[] = []
    for (const [at, start] of both.entries()) {
      done.push(start())
      await untilBlocked(pool, at + 1)
    }
    await lock.release()
    await Promise.all(done)
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

  test('one that the last deletion waited for, from who had deleted it, is refused, and nothing of it stays, or it is kept', async () => {
    const { pool } = web.container
    const said = await say(ana, 'Past')
    await clear(bea)
    const lock = await holdConversation(pool, id)
    const sending = say(bea, 'In time').catch(({ code }: { code: string }) => code)
    await untilBlocked(pool, 1)
    const clearing = clear(ana)
    await untilBlocked(pool, 2)
    await lock.release()
    await clearing
    const answer = await sending
    const { rowCount } = await pool.query(`SELECT FROM messages WHERE text = 'In time'`)
    // Who is away gives up their place in the queue once, and may have it again before who waited behind them wakes up.
    expect([
      ['gone', 0],
      [said + 1, 1],
    ]).toContainEqual([answer, rowCount])
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
