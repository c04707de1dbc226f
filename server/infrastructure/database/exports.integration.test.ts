import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET, HEAD } from '@/app/api/export/route'
import type { Exports } from '@/server/application/export-ports'
import { makeExports } from '@/server/application/make-exports'
import { findDamage } from '@/server/testing/find-damage'
import { openArchive } from '@/server/testing/unzip'
import { openUploadStage, sha256, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'

let web: Web
let stage: UploadStage
beforeAll(async () => {
  web = await openWeb()
  stage = await openUploadStage(web.container)
})
afterAll(async () => {
  await stage.close()
  await web.close()
  await fs.rm(stage.folder, { recursive: true })
})

let ana: Person
let bea: Person
beforeEach(async () => {
  ana = await web.person(`ana_${randomUUID().slice(0, 8)}`)
  bea = await web.person(`bea_${randomUUID().slice(0, 8)}`)
})

// The explanation is the same in all of them, and so are its bytes.
afterEach(async () => {
  for (const { actor } of [ana, bea]) await web.container.useCases.discardExport(actor)
})

const say = async (who: Person, conversationId: string, text: string, uploads: readonly string[] = []) => {
  const attachments = uploads.map((uploadId) => ({ uploadId, name: 'notes.bin', kind: 'file' as const }))
  const said = { clientId: randomUUID(), createdAt: new Date().toISOString(), kind: 'text' as const, text, attachments }
  const { places } = await who.call.messages.send({ ...said, places: [{ conversationId }] })
  return { conversationId, seq: places[0]?.seq ?? 0 }
}
const bring = (who: Person, bytes: Uint8Array) => uploader(web.container, who, stage).bring(bytes, 'file', 'notes.bin')
const group = async (who: Person, others: readonly Person[]) => {
  const userIds = others.map(({ actor }) => actor.userId)
  return (await who.call.conversations.createGroup({ name: 'Walks', userIds })).conversationId
}
const ask = async (who: Person | null, headers: Record<string, string> = {}, how = GET) =>
  how(
    new Request('http://kith.lan/api/export', {
      headers: { ...headers, ...(who && { cookie: await web.cookie(who.actor) }) },
    }),
  )
const fetched = async (who: Person) => new Uint8Array(await (await ask(who)).arrayBuffer())
const make = async (who: Person) => {
  await who.call.exports.begin()
  await web.container.useCases.makeExports()
  return openArchive(await fetched(who))
}

describe('an export', () => {
  it('has exactly the lines that the person is shown, with what each says', async () => {
    const cleo = await web.person(`cleo_${randomUUID().slice(0, 8)}`)
    const id = await group(bea, [ana, cleo])
    const early = await say(bea, id, 'The first plan')
    await bea.call.messages.edit({ ...early, text: 'The second plan', mentions: [] })
    await ana.call.messages.react({ ...early, emoji: '👍' })
    const gone = await say(bea, id, 'taken back zebra')
    await bea.call.messages.delete(gone)
    const hidden = await say(cleo, id, 'hidden yak')
    await ana.call.messages.setOwn({ conversationId: id, seqs: [hidden.seq], hidden: true })
    await ana.call.messages.setOwn({ conversationId: id, seqs: [early.seq], starred: true })
    await ana.call.conversations.setPrivateState({
      conversationId: id,
      draft: { text: 'I begin to', replyTo: null, at: new Date().toISOString() },
    })
    await ana.call.conversations.leave({ conversationId: id })
    await say(bea, id, 'said after she left: walrus')
    const other = await group(bea, [cleo])
    await say(bea, other, 'none of her business: vole')

    const archive = await make(ana)
    const { events } = await ana.call.messages.history({ conversationId: id, limit: 100 })
    expect(archive.lines(id).map(({ seq, kind }) => [seq, kind])).toEqual(events.map(({ seq, kind }) => [seq, kind]))
    expect(archive.lines(id).find(({ seq }) => seq === early.seq)).toMatchObject({
      by: { id: bea.actor.userId },
      text: 'The second plan',
      earlierWordings: [{ text: 'The first plan' }],
      reactions: [{ emoji: '👍', by: [{ id: ana.actor.userId }] }],
      starred: true,
    })
    expect(archive.lines(id).find(({ seq }) => seq === gone.seq)).toMatchObject({
      deleted: { by: { id: bea.actor.userId } },
    })
    const all = archive.names.map((name) => archive.text(name)).join('\n')
    for (const word of ['zebra', 'yak', 'walrus', 'vole']) expect(all).not.toContain(word)
    expect(archive.names).not.toContain(`conversations/${other}/conversation.json`)
    expect(await findDamage(web.container.pool)).toEqual([])
  })

  it('explains itself: the account, contacts, devices, drafts and packs', async () => {
    await ana.call.contacts.add({ userId: bea.actor.userId })
    await ana.call.contacts.rename({ userId: bea.actor.userId, name: 'Bee' })
    await ana.call.me.change({ about: 'Up the hills' })
    await ana.call.stickers.createPack({ name: 'Foxes' })
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    const draft = { text: 'Half a thought', replyTo: null, at: new Date().toISOString() }
    await ana.call.conversations.setPrivateState({ conversationId, draft })
    const archive = await make(ana)
    expect(archive.text('README.txt')).toContain('conversations/<id>/conversation.json')
    expect(archive.json('export.json')).toMatchObject({
      ...{ form: 'kith-export', version: 1 },
      me: { id: ana.actor.userId, about: 'Up the hills', picture: null },
      sessions: [{ device: 'A test' }],
      contacts: [{ id: bea.actor.userId, myNameForThem: 'Bee' }],
      stickerPacks: [{ name: 'Foxes', stickers: [] }],
      conversations: [{ id: conversationId, folder: `conversations/${conversationId}` }],
    })
    expect(archive.json(`conversations/${conversationId}/conversation.json`)).toMatchObject({
      kind: 'direct',
      mine: { draft },
    })
  })

  it('is dated by the clock that it is given, which is the database’s', async () => {
    const at = Date.parse('2030-02-03T04:05:06Z')
    await ana.call.exports.begin()
    await makeExports(web.container.ports, () => at)()
    const archive = openArchive(await fetched(ana))
    expect(archive.json('export.json')).toMatchObject({ finishedAt: new Date(at).toISOString() })
  })

  it('has what was set: who sees what, with the exceptions, whom one blocks, and notifications without their keys', async () => {
    const { ports } = web.container
    const quiet = { from: 1_320, to: 420, zone: 'Europe/Berlin' }
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    await ana.call.conversations.setPrivateState({ conversationId, mutedUntil: '9999-12-31T00:00:00Z' })
    await ana.call.conversations.change({ conversationId, disappearAfterMs: 3_600_000 })
    const exceptions = [{ userId: bea.actor.userId, allowed: true }]
    await ana.call.me.changePrivacy({ topic: 'lastSeen', audience: 'nobody', exceptions })
    const enemy = await web.person('blocked_one')
    await ana.call.contacts.block({ userId: enemy.actor.userId })
    await ports.notifications.changeSettings(ana.actor.userId, { hideContent: true, quiet })
    const target = { endpoint: `https://push.example/${randomUUID()}`, p256dh: 'Xp256dhX', auth: 'XauthX' }
    await ports.pushSubscriptions.put(ana.actor, target)
    const archive = await make(ana)
    expect(archive.json('export.json')).toMatchObject({
      privacy: {
        lastSeen: { audience: 'nobody', exceptions: [{ id: bea.actor.userId, allowed: true }] },
        typing: { audience: 'everybody', exceptions: [] },
      },
      blocked: [{ id: enemy.actor.userId }],
      notifications: { hideContent: true, quiet, devices: [{ device: 'A test', subscribedAt: expect.any(String) }] },
    })
    for (const secret of Object.values(target)) expect(archive.text('export.json')).not.toContain(secret)
    expect(archive.json(`conversations/${conversationId}/conversation.json`)).toMatchObject({
      disappearAfterMs: 3_600_000,
      mine: { mutedUntil: '9999-12-31T00:00:00.000Z', mentionsOnly: false },
    })
  })

  it('has what waits for a yes: chats with what was said, groups by name and who invites', async () => {
    for (const topic of ['chats', 'groups'] as const)
      await ana.call.me.changePrivacy({ topic, audience: 'nobody', exceptions: [] })
    const { conversationId } = await bea.call.conversations.openDirect({ userId: ana.actor.userId })
    await say(bea, conversationId, 'A planted lynx')
    await bea.call.conversations.createGroup({ name: 'Peaks', userIds: [ana.actor.userId] })
    const archive = await make(ana)
    expect(archive.json('export.json')).toMatchObject({
      invitations: [{ group: 'Peaks', members: 1, by: { id: bea.actor.userId } }],
    })
    expect(archive.json(`conversations/${conversationId}/conversation.json`)).toMatchObject({
      mine: { waitsForMyYes: true },
    })
    expect(archive.names.some((name) => name.startsWith(`conversations/${conversationId}/messages`))).toBe(true)
  })

  it('has each file once, byte for byte, and none of a group that was left', async () => {
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    const left = await group(bea, [ana])
    const [bytes, lost] = [randomBytes(50_000), randomBytes(1_000)]
    const { uploadId } = await bring(ana, bytes)
    await say(ana, conversationId, 'One', [uploadId])
    await say(ana, conversationId, 'Two', [uploadId])
    await say(bea, left, 'Three', [(await bring(bea, lost)).uploadId])
    await ana.call.conversations.leave({ conversationId: left })
    const archive = await make(ana)
    const media = archive.names.filter((name) => name.startsWith('media/'))
    expect(media).toEqual([`media/${sha256(bytes)}.bin`])
    expect(Buffer.from(archive.files[media[0] ?? ''] ?? []).equals(bytes)).toBe(true)
    expect(archive.lines(conversationId).flatMap(({ attachments = [] }) => attachments)).toMatchObject([
      { name: 'notes.bin', file: media[0] },
      { name: 'notes.bin', file: media[0] },
    ])
    expect(archive.lines(left).flatMap(({ attachments = [] }) => attachments)).toMatchObject([{ file: null }])
  })
})

describe('its making', () => {
  /** How many chats there are, two pieces of one and one of the other, the account, a checksum, and the end. */
  const CHANGES = 7

  /** Dies at the `last`-th change, before or after it is done; a dead process tells of no failure either. */
  function mortal(exports: Exports, last: number, when: 'before' | 'after'): Exports {
    let left = last
    const dying =
      <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        left -= 1
        if (left <= 0 && when === 'before') throw new Error('killed')
        const result = await work(...args)
        if (left <= 0) throw new Error('killed')
        return result
      }
    return {
      ...exports,
      keep: dying(exports.keep),
      checked: dying(exports.checked),
      finish: dying(exports.finish),
      failed: async () => {},
    }
  }

  it('goes on where it was, wherever it is killed, and makes what it would have made', async () => {
    const { ports } = web.container
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    for (let i = 0; i < 130; i++) await say(ana, conversationId, `${i} ${'x'.repeat(11_000)}`)
    const walks = await group(ana, [bea])
    await say(bea, walks, 'With a file', [(await bring(bea, randomBytes(20_000))).uploadId])
    const whole = await make(ana)
    expect(whole.names.filter((name) => name.startsWith(`conversations/${conversationId}/messages-`))).toHaveLength(2)
    await ana.call.exports.discard()
    const bare = (archive: typeof whole) =>
      archive.names.filter((name) => name !== 'export.json').map((name) => [name, archive.text(name)])

    let deaths = 0
    for (const when of ['before', 'after'] as const) {
      for (let [change, died] = [1, true]; died; change++) {
        await ports.exports.begin(ana.actor.userId)
        const first = makeExports({ ...ports, exports: mortal(ports.exports, change, when) })
        died = await first().then(
          () => false,
          (error: Error) => error.message === 'killed',
        )
        deaths += Number(died)
        await web.container.useCases.makeExports()
        expect(bare(openArchive(await fetched(ana)))).toEqual(bare(whole))
        await ana.call.exports.discard()
      }
    }
    expect(deaths).toBe(2 * CHANGES)
  }, 60_000)

  it('is one process’s at a time, and whoever was overtaken keeps nothing', async () => {
    const { exports } = web.container.ports
    await exports.begin(ana.actor.userId)
    const [id = ''] = await exports.due()
    let second = 0
    await exports.alone(id, () =>
      exports.alone(id, async () => {
        second += 1
      }),
    )
    expect(second).toBe(0)
    const task = await exports.task(id)
    if (!task) throw new Error('There is nothing to be made.')
    await exports.keep(task, { written: [], media: [] })
    const late = exports.keep(task, { written: [{ name: 'late.txt', bytes: randomBytes(3) }], media: [] })
    await expect(late).rejects.toMatchObject({ code: 'gone' })
    await expect(exports.finish(task, 1)).rejects.toMatchObject({ code: 'gone' })
    await ana.call.exports.discard()
  })

  it('stops between two pieces when it is told to, and is not a failure', async () => {
    await group(ana, [bea])
    await ana.call.exports.begin()
    const stopped = new AbortController()
    const { exports } = web.container.ports
    const keep: Exports['keep'] = (...args) => {
      stopped.abort()
      return exports.keep(...args)
    }
    await makeExports({ ...web.container.ports, exports: { ...exports, keep } })(stopped.signal)
    expect(await ana.call.exports.status()).toMatchObject({ state: 'making', chats: { done: 1, total: 1 } })
    await web.container.useCases.makeExports()
    expect(await ana.call.exports.status()).toMatchObject({ state: 'ready' })
  })

  it('is asked for once: a second asking finds the first, and a sixth in an hour is too many', async () => {
    const first = await ana.call.exports.begin()
    expect(await ana.call.exports.begin()).toEqual(first)
    for (let i = 0; i < 4; i++) {
      await ana.call.exports.discard()
      await ana.call.exports.begin()
    }
    await ana.call.exports.discard()
    await expect(ana.call.exports.begin()).rejects.toMatchObject({ cause: { code: 'rate_limited' } })
  })

  it('is given up after failing again and again, and can be begun anew', async () => {
    const { exports } = web.container.ports
    await ana.call.exports.begin()
    const [id = ''] = await exports.due()
    for (let i = 0; i < 10; i++) await exports.failed(id)
    expect(await ana.call.exports.status()).toMatchObject({ state: 'failed' })
    expect(await exports.due()).toEqual([])
    expect((await make(ana)).names).toContain('README.txt')
  })
})

describe('its download', () => {
  it('is its owner’s alone, by a session that holds, and is kept by nobody', async () => {
    await make(ana)
    const answer = await ask(ana)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment; filename="kith-ana_.*\.zip"/),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'content-length': String((await ana.call.exports.status())?.size),
    })
    expect((await ask(bea)).status).toBe(404)
    expect((await ask(null)).status).toBe(401)
    await web.container.ports.sessions.revoke(ana.actor.userId, ana.actor.sessionId)
    expect((await ask(ana)).status).toBe(401)
  })

  it('goes on from any byte', async () => {
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    await say(ana, conversationId, 'One', [(await bring(ana, randomBytes(30_000))).uploadId])
    await make(ana)
    const whole = await fetched(ana)
    const etag = (await ask(ana, {}, HEAD)).headers.get('etag') ?? ''
    for (let from = 0; from < whole.length; from += 777) {
      const rest = await ask(ana, { range: `bytes=${from}-`, 'if-range': etag })
      expect(rest.status).toBe(206)
      expect(rest.headers.get('content-range')).toBe(`bytes ${from}-${whole.length - 1}/${whole.length}`)
      expect(Buffer.from(await rest.arrayBuffer()).equals(whole.subarray(from))).toBe(true)
    }
    await make(ana)
    expect((await ask(ana, { range: 'bytes=100-', 'if-range': etag })).status).toBe(200)
  })
})

describe('what is over', () => {
  it('is erased with its bytes, but for those that messages have', async () => {
    const { pool, ports, useCases } = web.container
    const { conversationId } = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    const kept = randomBytes(5_000)
    await say(ana, conversationId, 'Stays', [(await bring(ana, kept)).uploadId])
    const deleted = randomBytes(6_000)
    const message = await say(ana, conversationId, 'Goes', [(await bring(ana, deleted)).uploadId])
    await make(ana)
    const { rows } = await pool.query<{ blob_id: string }>(
      'SELECT p.blob_id FROM export_parts p JOIN exports e ON e.id = p.export_id WHERE e.user_id = $1',
      [ana.actor.userId],
    )
    await ana.call.messages.delete(message)
    await pool.query(`UPDATE blobs SET created_at = 'epoch'`)
    await ports.files.sweep()
    expect(openArchive(await fetched(ana)).names).toContain(`media/${sha256(deleted)}.bin`)
    await pool.query(`UPDATE exports SET finished_at = finished_at - interval '7 days 1 second' WHERE user_id = $1`, [
      ana.actor.userId,
    ])
    expect((await ask(ana)).status).toBe(404)
    await useCases.makeExports()
    expect(await ana.call.exports.status()).toBeNull()
    const left: string[] = []
    for (const { blob_id } of rows) if ((await ports.blobs.size(blob_id)) !== null) left.push(blob_id)
    expect(left).toEqual([sha256(kept)])
  })
})
