import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startS3 } from '@/server/testing/s3'
import { openUploadStage, sha256, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'
import { sweepUploads } from './sweep-loop'

const s3 = await startS3()
afterAll(() => s3.close())

const picture = (width = 300, height = 200) => sharp({ create: { width, height, channels: 3, background: '#804060' } })

/** The header of a PNG that claims to be so large, with hardly any bytes. */
async function pixelBomb(side: number): Promise<Buffer> {
  const png = await picture(8, 8).png().toBuffer()
  png.writeUInt32BE(side, 16)
  png.writeUInt32BE(side, 20)
  const crc = Buffer.from(
    (await import('node:zlib')).crc32?.(png.subarray(12, 29)).toString(16).padStart(8, '0') ?? '',
    'hex',
  )
  crc.copy(png, 29)
  return png
}

const bucket = () => {
  const { bucket, endpoint } = s3.emptyBucket()
  return { KITH_S3_BUCKET: bucket, KITH_S3_ENDPOINT: endpoint ?? '', KITH_S3_KEY: 'S3RVER', KITH_S3_SECRET: 'S3RVER' }
}

describe.each([
  ['on disk', () => ({})],
  ['in an S3 store', bucket],
] as const)('files %s', (_, store) => {
  let web: Web
  let ana: Person
  let bea: Person
  let stage: UploadStage
  beforeAll(async () => {
    web = await openWeb({ KITH_FILE_MAX_MB: '3', KITH_FILE_MAX_MEGAPIXELS: '10', ...store() })
    ana = await web.person('ana')
    bea = await web.person('bea')
    stage = await openUploadStage(web.container)
  })
  afterAll(async () => {
    await stage.close()
    await web.close()
    await fs.rm(stage.folder, { recursive: true })
  })

  const by = (person: Person, at = stage) => uploader(web.container, person, at)
  const bytesOf = async (uploadId: string, column: 'blob_id' | 'preview_id' = 'blob_id') => {
    const { rows } = await web.container.pool.query(`SELECT ${column} AS id FROM uploads WHERE id = $1`, [uploadId])
    return Buffer.from(await new Response((await web.container.ports.blobs.read(rows[0].id)) as BodyInit).arrayBuffer())
  }

  it('arrive as they were, and leave nothing half behind', async () => {
    const bytes = randomBytes(1_000_000)
    const uploaded = await by(ana).bring(bytes, 'file')
    expect(uploaded).toMatchObject({ kind: 'file', size: 1_000_000, width: null })
    expect((await bytesOf(uploaded.uploadId)).equals(bytes)).toBe(true)
    expect(await stage.partial.list()).toEqual([])
  })

  it('that are empty arrive, too', async () => {
    expect(await by(ana).bring(new Uint8Array(), 'file')).toMatchObject({ kind: 'file', size: 0 })
  })

  it('go on after a kill without a chunk sent twice', async () => {
    const bytes = randomBytes(2_000_000)
    const id = by(ana).idOf(await by(ana).create(bytes.length, { purpose: 'file', sha256: sha256(bytes) }))
    let sent = 0
    const send = async (at: UploadStage, from: number, to: number) => {
      expect((await by(ana, at).patch(id, from, bytes.subarray(from, to))).status).toBe(204)
      sent += to - from
    }
    await send(stage, 0, 700_000)
    await send(stage, 700_000, 1_200_000)
    // The server is gone; another one has its folder.
    const next = await openUploadStage(web.container, { folder: stage.folder })
    const there = Number((await by(ana, next).head(id)).headers.get('upload-offset'))
    expect(there).toBe(1_200_000)
    expect(await ana.call.uploads.finished({ uploadId: id })).toBeNull()
    await send(next, there, bytes.length)
    expect(sent).toBe(bytes.length)
    await next.close()
    expect(await ana.call.uploads.finished({ uploadId: id })).toMatchObject({ uploadId: id, size: bytes.length })
    expect((await bytesOf(id)).equals(bytes)).toBe(true)
    const whole = await by(ana).head(id)
    expect([whole.status, whole.headers.get('upload-offset')]).toEqual([200, '2000000'])
  })

  it('keep what arrived before a connection broke', async () => {
    const bytes = randomBytes(500_000)
    const id = by(ana).idOf(await by(ana).create(bytes.length, { purpose: 'file' }))
    const { hostname, port } = new URL(stage.url)
    const socket = net.connect(Number(port), hostname)
    const ticket = web.container.ports.tickets.issue(ana.actor)
    const head = `PATCH /uploads/${id} HTTP/1.1\r\nHost: ${hostname}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nAuthorization: Bearer ${ticket}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${bytes.length}\r\n\r\n`
    socket.write(Buffer.concat([Buffer.from(head), bytes.subarray(0, 200_000)]))
    await expect.poll(() => stage.partial.size(id), { timeout: 30_000 }).toBe(200_000)
    socket.destroy()
    const offset = Number((await by(ana).head(id)).headers.get('upload-offset'))
    expect(offset).toBe(200_000)
    expect((await by(ana).patch(id, offset, bytes.subarray(offset))).status).toBe(204)
    expect((await bytesOf(id)).equals(bytes)).toBe(true)
  })

  it('that were whole when the server died are finished by the next one', async () => {
    const bytes = randomBytes(1_000)
    const { actor } = ana
    const ids = ['a'.repeat(32), 'b'.repeat(32)] as const
    for (const id of ids) {
      const upload = { id, purpose: 'file', size: 1_000, sourceHash: null } as const
      await web.container.useCases.beginUpload(actor, upload)
      await stage.partial.store.create(new (await import('@tus/server')).Upload({ id, size: 1_000, offset: 0 }))
      await fs.writeFile(stage.partial.fileOf(id), bytes)
    }
    expect((await by(ana).head(ids[0])).status).toBe(200)
    expect(await ana.call.uploads.finished({ uploadId: ids[0] })).toMatchObject({ size: 1_000 })
    await sweepUploads({ ...web.container, partial: stage.partial, endpoint: stage.endpoint })
    expect(await ana.call.uploads.finished({ uploadId: ids[1] })).toMatchObject({ size: 1_000 })
    expect(await stage.partial.list()).toEqual([])
  })

  it('go on at another gateway that shares the folder, and are no worse for both of them finishing', async () => {
    const beside = await openUploadStage(web.container, { folder: stage.folder })
    for (let round = 0; round < 10; round++) {
      const bytes = await picture(300 + round)
        .png()
        .toBuffer()
      const half = Math.floor(bytes.length / 2)
      const id = by(ana).idOf(await by(ana).create(bytes.length, { purpose: 'image', sha256: sha256(bytes) }))
      await by(ana).patch(id, 0, bytes.subarray(0, half))
      await sweepUploads({ ...web.container, partial: beside.partial, endpoint: beside.endpoint })
      expect((await by(ana, beside).head(id)).headers.get('upload-offset')).toBe(String(half))
      // The last bytes come while the first gateway is dying, and nobody has looked at the whole yet.
      await fs.appendFile(beside.partial.fileOf(id), bytes.subarray(half))
      const [unfinished] = await web.container.ports.uploads.unfinished([id])
      const answers = await Promise.all([stage, beside].map((at) => by(ana, at).head(id)))
      // Whoever began to finish it and was slower finds nothing left to do.
      if (unfinished) await beside.endpoint.finish(unfinished)
      expect(unfinished?.id).toBe(id)
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(await ana.call.uploads.finished({ uploadId: id })).toMatchObject({ kind: 'image', width: 300 + round })
      expect(await stage.partial.list()).not.toContain(id)
    }
    await beside.close()
  })

  it('are found again by who brought them, and by nobody else', async () => {
    const bytes = randomBytes(10_000)
    const same = { sha256: sha256(bytes), size: bytes.length, purpose: 'file' } as const
    expect(await ana.call.uploads.find(same)).toBeNull()
    const uploaded = await by(ana).bring(bytes, 'file')
    expect(await ana.call.uploads.find(same)).toEqual(uploaded)
    expect(await bea.call.uploads.find(same)).toBeNull()
    expect(await bea.call.uploads.finished(uploaded)).toBeNull()
    await by(bea).bring(bytes, 'file')
    const { rows } = await web.container.pool.query('SELECT FROM blobs WHERE id = $1', [same.sha256])
    expect(rows).toHaveLength(1)
  })

  it('are touched by their owner alone, with a ticket', async () => {
    const id = by(ana).idOf(await by(ana).create(10, { purpose: 'file' }))
    expect((await by(bea).head(id)).status).toBe(404)
    expect((await by(bea).patch(id, 0, randomBytes(10))).status).toBe(404)
    expect((await by(bea).ask('DELETE', `${stage.url}/${id}`)).status).toBe(404)
    const forged = await by(ana).ask('HEAD', `${stage.url}/${id}`, { authorization: 'Bearer 1.1.99999999999999.x' })
    expect(forged.status).toBe(401)
    expect((await by(ana).head(id)).headers.get('upload-offset')).toBe('0')
    expect((await by(ana).ask('DELETE', `${stage.url}/${id}`)).status).toBe(204)
    expect((await by(ana).head(id)).status).toBe(404)
    expect(await stage.partial.list()).toEqual([])
  })

  it('that are too large are refused before any byte, in a sentence', async () => {
    const refused = await by(ana).create(3_000_001, { purpose: 'file' })
    expect([refused.status, await refused.json()]).toEqual([
      413,
      { ok: false, code: 'too_long', message: 'The file is too large: at most 3 MB.' },
    ])
    const nonsense = await by(ana).create(10, { purpose: 'weapon' })
    expect([nonsense.status, (await nonsense.json()).code]).toEqual([400, 'invalid'])
    expect(await stage.partial.list()).toEqual([])
  })

  it('that arrive damaged are refused', async () => {
    const id = by(ana).idOf(await by(ana).create(10, { purpose: 'file', sha256: sha256(Buffer.from('other')) }))
    await by(ana).patch(id, 0, randomBytes(10))
    await expect(ana.call.uploads.finished({ uploadId: id })).rejects.toMatchObject({ cause: { code: 'invalid' } })
    expect(await stage.partial.list()).toEqual([])
  })

  it('that are pictures become upright WebP without what the camera wrote', async () => {
    const withExif = await picture()
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const uploaded = await by(ana).bring(withExif, 'image')
    expect(uploaded).toMatchObject({ kind: 'image', type: 'image/webp', width: 200, height: 300 })
    expect(uploaded.thumbhash).toMatch(/^[A-Za-z0-9+/]{20,}/)
    for (const column of ['blob_id', 'preview_id'] as const) {
      const metadata = await sharp(await bytesOf(uploaded.uploadId, column)).metadata()
      expect(metadata).toMatchObject({ format: 'webp', width: 200, height: 300 })
      expect([metadata.exif, metadata.xmp, metadata.icc, metadata.orientation]).toEqual(Array(4).fill(undefined))
    }
  })

  it('that are pictures are made to size', async () => {
    const large = await picture(5_000, 1_000).png().toBuffer()
    const uploaded = await by(ana).bring(large, 'image')
    expect(uploaded).toMatchObject({ width: 4096, height: 819 })
    expect(await sharp(await bytesOf(uploaded.uploadId, 'preview_id')).metadata()).toMatchObject({ width: 640 })
    expect(await by(ana).bring(large, 'preview')).toMatchObject({ kind: 'preview', width: 1280 })
    const clear = await sharp({ create: { width: 900, height: 900, channels: 4, background: '#80406080' } })
      .png()
      .toBuffer()
    const sticker = await by(ana).bring(clear, 'sticker')
    expect(sticker).toMatchObject({ kind: 'sticker', width: 512, height: 512 })
    expect(await sharp(await bytesOf(sticker.uploadId)).metadata()).toMatchObject({ hasAlpha: true })
  })

  it('that move go on moving', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00', '#0000ff'].map((background) =>
        sharp({ create: { width: 60, height: 40, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const uploaded = await by(ana).bring(gif, 'image')
    expect(uploaded).toMatchObject({ kind: 'image', type: 'image/webp', width: 60, height: 40 })
    expect(await sharp(await bytesOf(uploaded.uploadId)).metadata()).toMatchObject({ pages: 3 })
  })

  it('that claim more pixels than fit are refused by their header', async () => {
    await expect(by(ana).bring(await pixelBomb(30_000), 'image')).rejects.toMatchObject({ cause: { code: 'too_long' } })
  })

  it('that only pretend to be pictures are files', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>')
    expect(await by(ana).bring(html, 'image', 'photo.png')).toMatchObject({ kind: 'file', width: null })
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect(await by(ana).bring(svg, 'image', 'photo.svg')).toMatchObject({ kind: 'file' })
    const broken = (await picture().png().toBuffer()).subarray(0, 200)
    expect(await by(ana).bring(broken, 'image', 'photo.png')).toMatchObject({ kind: 'file', type: 'image/png' })
    await expect(by(ana).bring(html, 'sticker')).rejects.toMatchObject({ cause: { code: 'invalid' } })
    await expect(by(ana).bring(html, 'voice')).rejects.toMatchObject({ cause: { code: 'invalid' } })
  })

  it('that are a picture and a script lose the script', async () => {
    const gif = Buffer.concat([await picture().gif().toBuffer(), Buffer.from('/*<script>alert(1)</script>*/')])
    const uploaded = await by(ana).bring(gif, 'image')
    expect(uploaded).toMatchObject({ kind: 'image', type: 'image/webp' })
    expect((await bytesOf(uploaded.uploadId)).includes('script')).toBe(false)
  })

  it('that a full disk can’t take are refused before any byte, and text goes on', async () => {
    const full = await openUploadStage(web.container, { reserveBytes: 2 ** 60 })
    const refused = await by(ana, full).create(10, { purpose: 'file' })
    expect([refused.status, (await refused.json()).code]).toEqual([503, 'busy'])
    await full.close()
    expect(await fs.readdir(full.folder)).toEqual([])
    await ana.call.conversations.openDirect({ userId: bea.actor.userId })
  })

  it('fit into what a user may have, and what is deleted makes room', async () => {
    const cleo = await web.person('cleo')
    const { uploads } = web.container.ports
    const upload = (id: string, size: number) => ({
      ...{ id: id.repeat(32), userId: cleo.actor.userId, purpose: 'file' as const, size, sourceHash: null },
    })
    const { uploadId } = await by(cleo).bring(randomBytes(600), 'file')
    const begun = await Promise.allSettled(['c', 'd', 'e'].map((id) => uploads.begin(upload(id, 200), 1_000)))
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    await expect(uploads.begin(upload('f', 1), 1_000)).rejects.toMatchObject({ code: 'full' })
    await uploads.remove(cleo.actor.userId, uploadId)
    await uploads.begin(upload('f', 600), 1_000)
  })

  it('that nobody attached go after a day, with all that was made of them', async () => {
    const { pool, ports } = web.container
    const uploaded = await by(ana).bring(await picture(111, 77).png().toBuffer(), 'image')
    const begun = by(ana).idOf(await by(ana).create(10, { purpose: 'file' }))
    const { rows } = await pool.query('SELECT blob_id, preview_id FROM uploads WHERE id = $1', [uploaded.uploadId])
    const blobs = [rows[0].blob_id, rows[0].preview_id]
    const sweep = () => sweepUploads({ ...web.container, partial: stage.partial, endpoint: stage.endpoint })
    await sweep()
    expect(await ports.blobs.size(blobs[0])).not.toBeNull()
    await pool.query(`UPDATE uploads SET created_at = now() - interval '25 hours' WHERE id = ANY($1)`, [
      [uploaded.uploadId, begun],
    ])
    await sweep()
    for (const id of blobs) expect(await ports.blobs.size(id)).toBeNull()
    expect((await by(ana).head(begun)).status).toBe(404)
    expect(await stage.partial.size(begun)).toBeNull()
    expect(await fs.stat(path.join(stage.folder, `${begun}.json`)).catch(() => null)).toBeNull()
  })
})
