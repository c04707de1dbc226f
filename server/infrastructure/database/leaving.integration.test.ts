import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetAccounts } from '@/server/application/delete-account'
import type { Ports } from '@/server/application/ports'
import type { RelayEvent } from '@/server/application/relay-ports'
import { findDamage } from '@/server/testing/find-damage'
import { openUploadStage, sha256, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, PASSWORD, type Person, type Web } from '@/server/testing/web'

const WORD = 'xylophagous'

let web: Web
let stage: UploadStage
beforeAll(async () => {
  web = await openWeb()
  await web.person('the_admin')
  stage = await openUploadStage(web.container)
})
afterAll(async () => {
  await stage.close()
  await web.close()
  await fs.rm(stage.folder, { recursive: true })
})

let ana: Person
let bea: Person
let carl: Person
let userName: string
beforeEach(async () => {
  userName = `${WORD}_${randomUUID().slice(0, 6)}`
  ana = await web.person(userName)
  bea = await web.person(`bea_${randomUUID().slice(0, 8)}`)
  carl = await web.person(`carl_${randomUUID().slice(0, 8)}`)
})

const said = (text: string) => ({
  clientId: randomUUID(),
  createdAt: new Date().toISOString(),
  kind: 'text' as const,
  text,
})
const say = async (who: Person, conversationId: string, text: string) => {
  const { places } = await who.call.messages.send({ ...said(text), places: [{ conversationId }] })
  return places[0]?.seq ?? 0
}
const sayWith = async (who: Person, conversationId: string, bytes: Uint8Array) => {
  const { uploadId } = await uploader(web.container, who, stage).bring(bytes, 'file', 'a.bin')
  const attachments = [{ uploadId, kind: 'file' as const, name: 'a.bin' }]
  await who.call.messages.send({ ...said(''), attachments, places: [{ conversationId }] })
}
const goes = (messages = false) => ana.call.me.delete({ password: PASSWORD, messages })
const textsFor = async (who: Person, conversationId: string) => {
  const { events } = await who.call.messages.history({ conversationId, limit: 100 })
  return events.map((event) =>
    event.kind === 'message:posted' ? (event.message.deleted ? null : event.message.text) : event.kind,
  )
}
const settle = () => web.container.useCases.forgetAccounts()

/** Every row of every table that has the word in it, as JSON. */
async function rowsWith(word: string): Promise<string[]> {
  const { pool } = web.container
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT row FROM (SELECT to_jsonb(t)::text AS row FROM ${name} t) r
      WHERE row ILIKE '%' || $1 || '%'`,
      [word],
    )
    found.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return found
}

describe('who deletes their account', () => {
  it('asks with the password, and is signed out everywhere at once', async () => {
    const second = await web.container.useCases.signIn({
      userName,
      password: PASSWORD,
      device: 'Another',
      address: '10.0.0.1',
    })
    await expect(ana.call.me.delete({ password: 'wrong', messages: false })).rejects.toMatchObject({
      cause: { code: 'not_allowed' },
    })
    const told: RelayEvent[] = []
    const { relay, sessions } = web.container.ports
    const heard = relay.listen(
      (_channels, event) => told.push(event),
      () => {},
    )
    heard.join(`user.${ana.actor.userId}`)
    await goes()
    await heard.close()
    const ended = told.flatMap((event) => (event.name === 'session:revoked' ? [event.payload.sessionId] : []))
    expect(ended.sort()).toEqual([ana.actor.sessionId, second.sessionId].sort())
    expect(await sessions.find(second.sessionId)).toBeNull()
    const again = web.container.useCases.signIn({ userName, password: PASSWORD, device: 'A test', address: '10.0.0.1' })
    await expect(again).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(web.person(userName.toUpperCase())).rejects.toMatchObject({ cause: { code: 'taken' } })
    await settle()
  })

  it('has no session by a sign-in that was under way, and changes nothing more', async () => {
    await goes()
    const { sessions, users } = web.container.ports
    const late = await sessions.create(ana.actor.userId, 'Late')
    expect(await sessions.find(late)).toBeNull()
    expect(await sessions.invalid([late])).toEqual([late])
    const { presence } = web.container.ports
    await presence.renewLease('a-gateway', 60_000)
    await presence.report('a-gateway', [{ userId: ana.actor.userId, onlineForMs: 60_000 }])
    expect(await presence.read([ana.actor.userId])).toEqual([
      { userId: ana.actor.userId, online: false, lastSeenAt: null },
    ])
    await expect(users.change(ana.actor.userId, { fullName: WORD })).rejects.toMatchObject({ code: 'not_found' })
    await expect(ana.call.conversations.openDirect({ userId: bea.actor.userId })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    })
    await settle()
  })

  it('leaves nothing of the profile in any row but the key that nobody gets again', async () => {
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#9a3412' } })
      .png()
      .toBuffer()
    await ana.call.me.setPicture({ picture: picture.toString('base64') })
    const { pictureId } = (await ana.call.me.get()).profile
    await ana.call.me.change({ fullName: `Ana ${WORD}`, about: `I am ${WORD}` })
    await bea.call.contacts.add({ userId: ana.actor.userId })
    await bea.call.contacts.rename({ userId: ana.actor.userId, name: `My ${WORD}` })
    await ana.call.contacts.add({ userId: bea.actor.userId })
    await ana.call.contacts.rename({ userId: bea.actor.userId, name: `Bea the ${WORD}` })
    await ana.call.stickers.createPack({ name: `${WORD} foxes` })
    await web.container.useCases.signIn({ userName, password: PASSWORD, device: `${WORD} phone`, address: '10.0.0.2' })
    const userIds = [bea.actor.userId, carl.actor.userId]
    const { conversationId } = await carl.call.conversations.createGroup({
      name: 'Walks',
      userIds: [...userIds, ana.actor.userId].slice(0, 3),
    })
    const draft = { text: `half a ${WORD}`, replyTo: null, at: new Date().toISOString() }
    await ana.call.conversations.setPrivateState({ conversationId, draft })
    await ana.call.exports.begin()
    await web.container.useCases.makeExports()
    expect((await rowsWith(WORD)).length).toBeGreaterThan(5)
    const told: RelayEvent[] = []
    const heard = web.container.ports.relay.listen(
      (_channels, event) => told.push(event),
      () => {},
    )
    heard.join(`user.${bea.actor.userId}`)
    await goes()
    await settle()
    await heard.close()
    const { privateVersion } = await bea.call.contacts.list()
    expect(told).toContainEqual({ name: 'private:changed', payload: { privateVersion } })
    const left = (await rowsWith(WORD)).filter((row) => !row.startsWith('public.users '))
    expect(left).toEqual([])
    const { rows } = await web.container.pool.query('SELECT * FROM users WHERE id = $1', [ana.actor.userId])
    const { user_name_key, ...tombstone } = rows[0]
    expect(user_name_key).toContain(WORD)
    expect(JSON.stringify(tombstone)).not.toContain(WORD)
    expect(tombstone).toMatchObject({ full_name: 'Deleted account', about: '', password_hash: '', picture_id: null })
    expect(await web.container.ports.pictures.get(bea.actor.userId, pictureId ?? '')).toBeNull()
    expect(await bea.call.users.search({ query: WORD })).toEqual([])
    expect(await bea.call.users.search({ query: 'deleted' })).toEqual([])
    expect((await bea.call.contacts.list()).contacts).toEqual([])
    expect(await findDamage(web.container.pool)).toEqual([])
  })

  it('leaves what they said to who has it, and a chat of two that neither writes to', async () => {
    const { conversationId: direct } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    await say(ana, direct, 'Keep this')
    const { conversationId: group } = await ana.call.conversations.createGroup({
      name: 'Walks',
      userIds: [bea.actor.userId, carl.actor.userId],
    })
    await say(ana, group, 'And this')
    await goes()
    await settle()
    expect(await textsFor(bea, direct)).toEqual(['conversation:created', 'Keep this', 'conversation:closed'])
    expect(await textsFor(carl, group)).toEqual([
      'conversation:created',
      'And this',
      'member:roleChanged',
      'member:left',
    ])
    const [seen] = await bea.call.users.profiles({ userIds: [ana.actor.userId] })
    expect(seen).toMatchObject({
      fullName: 'Deleted account',
      userName: `deleted-${ana.actor.userId}`,
      pictureId: null,
    })
    const owners = (await carl.call.conversations.members({ conversationId: group })).filter(
      ({ role }) => role === 'owner',
    )
    expect(owners.map(({ userId }) => userId)).toEqual([bea.actor.userId])
    await expect(say(bea, direct, 'Hello?')).rejects.toMatchObject({ cause: { code: 'closed' } })
    const byPerson = bea.call.messages.send({ ...said('Hello?'), places: [{ userId: ana.actor.userId }] })
    await expect(byPerson).rejects.toMatchObject({ cause: { code: 'closed' } })
    await expect(carl.call.conversations.openDirect({ userId: ana.actor.userId })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    })
    const added = carl.call.conversations.createGroup({ name: 'New', userIds: [ana.actor.userId, bea.actor.userId] })
    await expect(added).rejects.toMatchObject({ cause: { code: 'not_found' } })
    const put = bea.call.conversations.addMembers({ conversationId: group, userIds: [ana.actor.userId] })
    await expect(put).rejects.toMatchObject({ cause: { code: 'not_found' } })
    expect(await findDamage(web.container.pool)).toEqual([])
  })

  it('takes their packs along, and leaves the stickers that were sent', async () => {
    const made = await ana.call.stickers.createPack({ name: 'Foxes' })
    const ids: string[] = []
    for (const background of ['#9a3412', '#1e3a8a']) {
      const picture = sharp({ create: { width: 300, height: 300, channels: 4, background } })
      const brought = await uploader(web.container, ana, stage).bring(await picture.png().toBuffer(), 'sticker')
      const { uploadId } = brought
      const sticker = await ana.call.stickers.addSticker({ packId: made.packId, uploadId, emoji: '🦊', words: 'a fox' })
      ids.push(sticker.stickerId)
    }
    const blobs = await web.container.pool.query<{ blob_id: string }>(
      'SELECT blob_id FROM stickers WHERE pack_id = $1 ORDER BY position',
      [made.packId],
    )
    const [sent = '', unsent = ''] = blobs.rows.map(({ blob_id }) => blob_id)
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    const message = { ...said(''), kind: 'sticker' as const, attachments: [{ stickerId: ids[0] ?? '' }] }
    const { places } = await ana.call.messages.send({ ...message, places: [{ conversationId }] })
    await goes()
    await settle()
    const place = { conversationId, seq: places[0]?.seq ?? 0 }
    const { files, blobs: store } = web.container.ports
    expect(await files.ofMessage(bea.actor.userId, place, { position: 0, preview: false })).toMatchObject({
      blobId: sent,
    })
    expect(await store.size(sent)).not.toBeNull()
    expect(await store.size(unsent)).toBeNull()
    expect((await bea.call.stickers.shelf()).packs.filter(({ name }) => name === 'Foxes')).toEqual([])
    expect(await findDamage(web.container.pool)).toEqual([])
  })

  it('takes along what they said, if they wish: from every chat, cleared and left ones too, with its files', async () => {
    const { conversationId: direct } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    const bytes = randomBytes(4_000)
    await say(ana, direct, 'First')
    await sayWith(ana, direct, bytes)
    await say(bea, direct, 'Hers')
    await ana.call.conversations.clear({ conversationId: direct })
    const { conversationId: group } = await bea.call.conversations.createGroup({
      name: 'Walks',
      userIds: [ana.actor.userId, carl.actor.userId],
    })
    await say(ana, group, 'Second')
    await ana.call.conversations.leave({ conversationId: group })
    await ana.call.messages.send({
      ...said('To both'),
      places: [{ userId: bea.actor.userId }, { userId: carl.actor.userId }],
    })
    await goes(true)
    await settle()
    expect(await textsFor(bea, direct)).toEqual([
      'conversation:created',
      null,
      null,
      'Hers',
      null,
      'conversation:closed',
    ])
    expect(await textsFor(carl, group)).toEqual(['conversation:created', null, 'member:left'])
    expect(await web.container.ports.blobs.size(sha256(bytes))).toBeNull()
    for (const word of ['First', 'Second', 'To both']) expect(await rowsWith(`"${word}"`)).toEqual([])
    expect(await findDamage(web.container.pool)).toEqual([])
  })

  it('is not the only admin', async () => {
    const { pool } = web.container
    await pool.query(`UPDATE users SET role = 'user'`)
    await pool.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [ana.actor.userId])
    await expect(goes()).rejects.toMatchObject({
      cause: { code: 'not_allowed', message: expect.stringContaining('only admin') },
    })
    await pool.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [bea.actor.userId])
    const both = await Promise.allSettled([goes(), bea.call.me.delete({ password: PASSWORD, messages: false })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await settle()
  })
})

describe('the rest', () => {
  it('is done wherever it is killed, and once', async () => {
    const { ports } = web.container
    const direct: string[] = []
    for (const other of [bea, carl]) {
      const { conversationId } = await ana.call.conversations.openDirect({ userId: other.actor.userId })
      direct.push(conversationId)
      await say(ana, conversationId, 'Gone soon')
    }
    await goes(true)
    let deaths = 0
    for (let died = true; died; ) {
      // What is theirs alone goes again, harmlessly: one that gets beyond it lives for two changes.
      died = await forgetAccounts(mortal(ports, deaths < 5 ? 1 : 2))().then(
        () => false,
        (error: Error) => error.message === 'killed',
      )
      deaths += Number(died)
    }
    // Two messages, two chats, what is theirs, and the last word.
    expect(deaths).toBe(6)
    for (const [index, who] of [bea, carl].entries()) {
      expect(await textsFor(who, direct[index] ?? '')).toEqual(['conversation:created', null, 'conversation:closed'])
    }
    expect(await ports.leaving.due()).toEqual([])
    expect(await findDamage(web.container.pool)).toEqual([])
  })

  /** Dies right after the `last`-th change. */
  function mortal(ports: Ports, last: number): Ports {
    let left = last
    const dying =
      <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        const result = await work(...args)
        left -= 1
        if (left <= 0) throw new Error('killed')
        return result
      }
    return {
      ...ports,
      messages: { ...ports.messages, change: dying(ports.messages.change) },
      conversations: { ...ports.conversations, clear: dying(ports.conversations.clear) },
      leaving: { ...ports.leaving, forget: dying(ports.leaving.forget), forgotten: dying(ports.leaving.forgotten) },
    }
  }

  it('closes a chat that somebody opened with them at the same instant, and none is opened afterwards', async () => {
    for (let round = 0; round < 5; round++) {
      const name = `race_${createHash('sha256').update(randomUUID()).digest('hex').slice(0, 8)}`
      const one = await web.person(name)
      const opening = carl.call.conversations.openDirect({ userId: one.actor.userId })
      const deleting = one.call.me.delete({ password: PASSWORD, messages: false })
      const [opened] = await Promise.allSettled([opening, deleting])
      await settle()
      const { rows } = await web.container.pool.query(
        `SELECT c.closed_at FROM members m JOIN conversations c ON c.id = m.conversation_id WHERE m.user_id = $1`,
        [one.actor.userId],
      )
      expect(rows.length).toBe(opened.status === 'fulfilled' ? 1 : 0)
      expect(rows.every(({ closed_at }) => closed_at !== null)).toBe(true)
    }
  })
})
