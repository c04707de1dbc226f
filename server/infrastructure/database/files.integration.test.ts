import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET, HEAD } from '@/app/api/files/[conversationId]/[seq]/[part]/route'
import { GET as getSticker } from '@/app/api/stickers/[id]/route'
import { attachmentAddress } from '@/contracts/addresses'
import type { BlobStore } from '@/server/application/file-ports'
import { holdConversation, untilBlocked } from '@/server/testing/blocked'
import { attach, openUploadStage, sha256, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'
import { diskBlobs } from '../blobs/disk'
import { noRoom } from '../blobs/no-room'
import { keepBlobs } from './keep-blobs'
import { releaseBlobs } from './release-blobs'
import { databaseUploads } from './uploads'

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
  await stage.close()
  await web.close()
  await fs.rm(stage.folder, { recursive: true })
})

let conversationId: string
beforeEach(async () => {
  const userIds = [bea.actor.userId]
  conversationId = (await ana.call.conversations.createGroup({ name: 'Walks', userIds })).conversationId
})

const by = (person: Person) => uploader(web.container, person, stage)
const blobsOf = async (uploadId: string): Promise<string[]> => {
  const { rows } = await web.container.pool.query('SELECT blob_id, preview_id FROM uploads WHERE id = $1', [uploadId])
  return [rows[0].blob_id, rows[0].preview_id].filter((id) => id !== null)
}
const takeBack = (messageId: string) =>
  web.container.pool.query('DELETE FROM attachments WHERE message_id = $1', [messageId])

describe('what is released', () => {
  it('goes with the last message that has it, and its upload', async () => {
    const { files, blobs } = web.container.ports
    const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#335577' } })
      .png()
      .toBuffer()
    const uploaded = await by(ana).bring(bytes, 'image')
    const ids = await blobsOf(uploaded.uploadId)
    const first = await attach(web.container, ana, conversationId, uploaded)
    const second = await attach(web.container, ana, conversationId, uploaded)
    await takeBack(first.messageId)
    await files.release(ids)
    for (const id of ids) expect(await blobs.size(id)).not.toBeNull()
    await takeBack(second.messageId)
    await files.release(ids)
    for (const id of ids) expect(await blobs.size(id)).toBeNull()
    const { rows } = await web.container.pool.query('SELECT FROM blobs WHERE id = ANY($1)', [ids])
    expect(rows).toEqual([])
    const same = { sha256: sha256(bytes), size: bytes.length, purpose: 'image' as const }
    expect(await ana.call.uploads.find(same)).toBeNull()
  })

  it('leaves what somebody else has brought of the same bytes, and not sent yet, for them to send', async () => {
    const { files, blobs } = web.container.ports
    const { pool } = web.container
    const bytes = randomBytes(3_000)
    const [hers, his] = [await by(ana).bring(bytes, 'file'), await by(bea).bring(bytes, 'file')]
    const said = await attach(web.container, ana, conversationId, hers)
    await takeBack(said.messageId)
    // He is sending it just when hers goes: he waits for the chat, and the release comes in between.
    const lock = await holdConversation(pool, conversationId)
    const sending = bea.call.messages.send({
      clientId: randomUUID(),
      createdAt: new Date().toISOString(),
      text: '',
      places: [{ conversationId }],
      attachments: [{ uploadId: his.uploadId, kind: 'file', name: 'a.bin' }],
    })
    await untilBlocked(pool, 1)
    await files.release([sha256(bytes)])
    expect(await blobs.size(sha256(bytes))).toBe(bytes.length)
    await lock.release()
    const { places } = await sending
    await files.release([sha256(bytes)])
    expect(await blobs.size(sha256(bytes))).toBe(bytes.length)
    await bea.call.messages.delete({ conversationId, seq: places[0]?.seq ?? 0 })
    expect(await blobs.size(sha256(bytes))).toBeNull()
  })

  it('keeps what its sender brings again, though it was known already, until it is sent again', async () => {
    const { files, blobs } = web.container.ports
    const bytes = randomBytes(3_000)
    const uploaded = await by(ana).bring(bytes, 'file')
    const said = await attach(web.container, ana, conversationId, uploaded)
    const same = { sha256: sha256(bytes), size: bytes.length, purpose: 'file' as const }
    expect((await ana.call.uploads.find(same))?.uploadId).toBe(uploaded.uploadId)
    await takeBack(said.messageId)
    await files.release([sha256(bytes)])
    expect(await blobs.size(sha256(bytes))).toBe(bytes.length)
    const again = await attach(web.container, ana, conversationId, uploaded)
    await takeBack(again.messageId)
    await files.release([sha256(bytes)])
    expect(await blobs.size(sha256(bytes))).toBeNull()
  })

  it('stays while a sticker or what is behind a link shows it', async () => {
    const { files, blobs } = web.container.ports
    const { pool } = web.container
    const kept = [
      await files.put({ bytes: randomBytes(10) }, 'image/webp'),
      await files.put({ bytes: randomBytes(10) }, 'image/webp'),
    ]
    const { rows } = await pool.query(`INSERT INTO sticker_packs (name, owner_id) VALUES ('Mine', $1) RETURNING id`, [
      ana.actor.userId,
    ])
    const sticker = await pool.query(
      `INSERT INTO stickers (pack_id, position, blob_id, width, height, emoji, words) VALUES ($1, 0, $2, 1, 1, '', 'a fox') RETURNING id`,
      [rows[0].id, kept[0]?.id],
    )
    await pool.query(
      `INSERT INTO link_previews (url, title, site, description, blob_id, fetched_at) VALUES ('http://a', '', '', '', $1, now())`,
      [kept[1]?.id],
    )
    await files.release(kept.map(({ id }) => id))
    for (const { id } of kept) expect(await blobs.size(id)).toBe(10)
    const see = async (person: Person) => {
      const request = new Request('http://kith.lan/', { headers: { cookie: await web.cookie(person.actor) } })
      return (await getSticker(request, { params: Promise.resolve({ id: String(sticker.rows[0].id) }) })).status
    }
    expect([await see(ana), await see(bea)]).toEqual([200, 404])
    await pool.query(`INSERT INTO stickers_of_users (user_id, sticker_id, favourite_at) VALUES ($1, $2, now())`, [
      bea.actor.userId,
      sticker.rows[0].id,
    ])
    expect([await see(bea), await see(cleo)]).toEqual([200, 404])
    await pool.query('UPDATE sticker_packs SET owner_id = NULL WHERE id = $1', [rows[0].id])
    expect(await see(cleo)).toBe(200)
  })

  it('is got at by nobody who only names it: neither another’s sticker nor what a group said after one left', async () => {
    const { files } = web.container.ports
    const { pool } = web.container
    const kept = await files.put({ bytes: randomBytes(10) }, 'image/webp')
    const pack = await pool.query(`INSERT INTO sticker_packs (name, owner_id) VALUES ('Mine', $1) RETURNING id`, [
      ana.actor.userId,
    ])
    const made = await pool.query(
      `INSERT INTO stickers (pack_id, position, blob_id, width, height, emoji, words) VALUES ($1, 0, $2, 1, 1, '🦊', 'a fox') RETURNING id`,
      [pack.rows[0].id, kept.id],
    )
    const stickerId = String(made.rows[0].id)
    const said = { clientId: randomUUID(), createdAt: new Date().toISOString(), text: '' }
    const sticker = { ...said, kind: 'sticker' as const, attachments: [{ stickerId }], places: [{ conversationId }] }
    await expect(bea.call.messages.send(sticker)).rejects.toMatchObject({ cause: { code: 'upload_missing' } })
    const { rowCount } = await pool.query('SELECT FROM stickers_of_users WHERE sticker_id = $1', [stickerId])
    expect(rowCount).toBe(0)

    const sent = await ana.call.messages.send(sticker)
    const place = sent.places[0] ?? { conversationId, seq: 0 }
    await bea.call.conversations.leave({ conversationId })
    const elsewhere = { places: [{ userId: cleo.actor.userId }] }
    await expect(
      bea.call.messages.send({ ...said, clientId: randomUUID(), forward: place, ...elsewhere }),
    ).rejects.toMatchObject({ cause: { code: 'not_found' } })
    const forwarded = { ...said, clientId: randomUUID(), forward: place, ...elsewhere }
    expect((await ana.call.messages.send(forwarded)).places).toHaveLength(1)
  })

  it('is not lost to whoever is just keeping the same bytes, in any order', async () => {
    const store = web.container.ports.blobs
    const { pool } = web.container
    const both = { pool, store }
    for (let round = 0; round < 30; round++) {
      const bytes = randomBytes(50_000)
      const id = sha256(bytes)
      const blob = { id, size: bytes.length, type: 'application/octet-stream', source: { bytes } }
      await keepBlobs(both, [blob], async () => {})
      const url = `http://race/${round}`
      await Promise.all([
        releaseBlobs(both, [id]),
        keepBlobs(both, [blob], (client) =>
          client.query(
            `INSERT INTO link_previews (url, title, site, description, blob_id, fetched_at) VALUES ($1, '', '', '', $2, now())`,
            [url, id],
          ),
        ),
        releaseBlobs(both, [id]),
      ])
      expect(await store.size(id)).toBe(bytes.length)
      const { rows } = await pool.query('SELECT blob_id FROM link_previews WHERE url = $1', [url])
      expect(rows).toEqual([{ blob_id: id }])
    }
  })

  it('is put again when it went between its bytes and its row', async () => {
    const real = web.container.ports.blobs
    const { pool } = web.container
    const bytes = randomBytes(100)
    const blob = { id: sha256(bytes), size: 100, type: 'application/octet-stream', source: { bytes } }
    let puts = 0
    const store: BlobStore = {
      ...real,
      async put(id, source) {
        await real.put(id, source)
        if (++puts === 1) await releaseBlobs({ pool, store: real }, [id])
      },
    }
    await keepBlobs({ pool, store }, [blob], async () => {})
    expect(puts).toBe(2)
    expect(await real.size(blob.id)).toBe(100)
  })

  it('is swept up when nothing came of it: rows without a use, and bytes without a row', async () => {
    const { files, blobs } = web.container.ports
    const { pool } = web.container
    const unused = await files.put({ bytes: randomBytes(20) }, 'image/webp')
    const orphan = randomBytes(30)
    await blobs.put(sha256(orphan), { bytes: orphan })
    await files.sweep()
    expect([await blobs.size(unused.id), await blobs.size(sha256(orphan))]).toEqual([20, 30])
    await pool.query(`UPDATE blobs SET created_at = now() - interval '2 hours' WHERE id = $1`, [unused.id])
    await files.sweep()
    expect([await blobs.size(unused.id), await blobs.size(sha256(orphan))]).toEqual([null, 30])
    const old: BlobStore = {
      ...blobs,
      async *list() {
        for await (const { id } of blobs.list()) yield { id, writtenAt: new Date(0) }
      },
    }
    const { sweepFiles } = await import('./sweep-files')
    const before = (await pool.query('SELECT id FROM blobs')).rows.map(({ id }) => id)
    await sweepFiles({ pool, store: old })
    expect(await blobs.size(sha256(orphan))).toBeNull()
    for (const id of before) expect(await blobs.size(id)).not.toBeNull()
  })

  it('leaves no row when the store has no room, and text goes on', async () => {
    const { pool, ports } = web.container
    const full: BlobStore = { ...diskBlobs('/nowhere'), put: () => Promise.reject(noRoom()), size: async () => null }
    const id = 'd'.repeat(32)
    const upload = { id, purpose: 'file' as const, size: 3, sourceHash: null }
    await web.container.useCases.beginUpload(ana.actor, upload)
    const bytes = Buffer.from('abc')
    const whole = { id: sha256(bytes), size: 3, type: 'text/plain', source: { bytes } }
    const examined = { kind: 'file' as const, whole, preview: null, width: null, height: null, thumbhash: null }
    await expect(databaseUploads(pool, full).finish(id, whole.id, examined)).rejects.toMatchObject({ code: 'busy' })
    expect(await ports.uploads.find(ana.actor.userId, id)).toMatchObject({ finished: false })
    expect((await pool.query('SELECT FROM blobs WHERE id = $1', [whole.id])).rows).toEqual([])
    await ana.call.conversations.change({ conversationId, name: 'Longer walks' })
  })
})

describe('a download', () => {
  const bytes = randomBytes(1_000)
  const ask = async (
    person: Person | null,
    place: { conversationId: string; seq: number },
    headers = {},
    method = 'GET',
  ) => {
    const cookie: Record<string, string> = person ? { cookie: await web.cookie(person.actor) } : {}
    const request = new Request(`http://kith.lan${attachmentAddress(place, 0, 'whole')}`, {
      method,
      headers: { ...cookie, ...headers },
    })
    const params = Promise.resolve({ conversationId: place.conversationId, seq: String(place.seq), part: '0' })
    return await (method === 'HEAD' ? HEAD : GET)(request, { params })
  }
  const post = async (content: Uint8Array = bytes, name = 'Ä “plan”.html') =>
    await attach(web.container, ana, conversationId, { ...(await by(ana).bring(content, 'file')), name })

  it('is for members of now who may see the message', async () => {
    const place = await post()
    for (const person of [ana, bea]) {
      const response = await ask(person, place)
      expect(response.status).toBe(200)
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
    }
    expect([(await ask(cleo, place)).status, (await ask(null, place)).status]).toEqual([404, 401])
    await ana.call.conversations.addMembers({ conversationId, userIds: [cleo.actor.userId] })
    expect((await ask(cleo, place)).status).toBe(404)
    await bea.call.conversations.leave({ conversationId })
    expect((await ask(bea, place)).status).toBe(404)
    await web.container.pool.query('UPDATE placements SET deleted_by = $1 WHERE message_id = $2', [
      ana.actor.userId,
      place.messageId,
    ])
    expect((await ask(ana, place)).status).toBe(404)
  })

  it('says what it is, and is never made sense of', async () => {
    const response = await ask(ana, await post())
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '1000',
      'content-disposition': `attachment; filename="_ _plan_.html"; filename*=UTF-8''%C3%84%20%E2%80%9Cplan%E2%80%9D.html`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      etag: `"${sha256(bytes)}"`,
    })
  })

  it('gives parts, and says when there is none', async () => {
    const place = await post()
    const part = await ask(bea, place, { range: 'bytes=10-19' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000'])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
    const none = await ask(bea, place, { range: 'bytes=1000-' })
    expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
    const other = await ask(bea, place, { range: 'bytes=10-19', 'if-range': '"other"' })
    expect(other.status).toBe(200)
    const head = await ask(bea, place, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '1000', null])
  })

  it('that the browser has is told so, to those who may still see it', async () => {
    const place = await post()
    const had = { 'if-none-match': `"${sha256(bytes)}"` }
    expect((await ask(bea, place, had)).status).toBe(304)
    expect((await ask(cleo, place, had)).status).toBe(404)
  })

  it('of a picture that was made anew is shown, and of the same bytes as a file is not', async () => {
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#123456' } })
      .webp()
      .toBuffer()
    const shown = await attach(web.container, ana, conversationId, await by(ana).bring(png, 'image'))
    const response = await ask(bea, shown)
    expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
      'image/webp',
      'inline',
    ])
    const file = await ask(bea, await post(png, 'a.webp'))
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it.each([
    ['0', '1', '0'],
    ['1', '-1', '0'],
    ['1', '1', 'x'],
    ['1', '99999999999', '0'],
    ['../1', '1', '0'],
  ])('is not there at %s/%s/%s', async (conversation, seq, part) => {
    const request = new Request('http://kith.lan/api/files', { headers: { cookie: await web.cookie(ana.actor) } })
    const params = Promise.resolve({ conversationId: conversation, seq, part })
    expect((await GET(request, { params })).status).toBe(404)
  })
})
