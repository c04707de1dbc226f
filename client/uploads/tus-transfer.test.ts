import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { TransferJob } from './transfer'
import { tusTransfer } from './tus-transfer'

const CHUNK = 1_000

/** A server that speaks tus, as little of it as there is to speak. */
class TusServer {
  readonly uploads = new Map<string, { readonly size: number; metadata: string; bytes: Buffer }>()
  readonly asked: string[] = []
  tickets = ['first']
  /** Bytes of files that came in. */
  wire = 0
  #server: Server | null = null

  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.#answer(request, response))
    this.#server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server?.close()
    this.#server?.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const body = Buffer.concat(parts)
    this.asked.push(`${method} ${headers.authorization?.split(' ')[1]}`)
    response.setHeader('tus-resumable', '1.0.0')
    if (!this.tickets.includes(headers.authorization?.split(' ')[1] ?? '')) return void response.writeHead(401).end()
    if (method === 'POST') return this.#begin(request, response)
    const upload = this.uploads.get(url.split('/').at(-1) ?? '')
    if (!upload) return void response.writeHead(404).end()
    if (method === 'PATCH' && Number(headers['upload-offset']) === upload.bytes.length) {
      this.wire += body.length
      upload.bytes = Buffer.concat([upload.bytes, body])
    }
    response.setHeader('upload-offset', upload.bytes.length).setHeader('upload-length', upload.size)
    response.writeHead(method === 'PATCH' ? 204 : 200).end()
  }

  #begin({ headers }: IncomingMessage, response: ServerResponse): void {
    const size = Number(headers['upload-length'])
    if (size > 1_000_000) {
      const told = { code: 'too_long', message: 'This file is too large: at most 1 MB.' }
      return void response.writeHead(413).end(JSON.stringify(told))
    }
    const id = `${this.uploads.size + 1}`.padStart(32, '0')
    this.uploads.set(id, { size, metadata: `${headers['upload-metadata']}`, bytes: Buffer.alloc(0) })
    response.writeHead(201, { location: `/uploads/${id}` }).end()
  }
}

const bytes = (size: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: size }, (_, index) => index % 251)
let server = new TusServer()
afterEach(() => server.close())

async function stage(tickets: readonly string[] = ['first']) {
  server = new TusServer()
  const url = await server.listen()
  const left = [...tickets]
  const api = { ticket: async () => ({ ticket: left.shift() ?? 'none', gatewayUrl: null }) }
  const transfer = tusTransfer({ api, url, chunkBytes: CHUNK })
  const bring = (over: Partial<TransferJob> = {}) =>
    transfer.bring({
      file: new Blob([bytes(5_500)]),
      purpose: 'file',
      name: 'Résumé.pdf',
      sha256: 'ab',
      uploadId: null,
      signal: new AbortController().signal,
      begun: () => {},
      progress: () => {},
      ...over,
    })
  return { bring }
}

it('brings all bytes in their order, and says what they are for', async () => {
  const { bring } = await stage()
  const kept: number[] = []
  const id = await bring({ progress: (sent, whole) => whole && kept.push(sent) })
  const upload = server.uploads.get(id)
  expect(upload?.bytes.equals(bytes(5_500))).toBe(true)
  const metadata = upload?.metadata.split(',').map((pair) => pair.split(' '))
  const told = Object.fromEntries(
    (metadata ?? []).map(([key, value = '']) => [key, Buffer.from(value, 'base64').toString()]),
  )
  expect(told).toEqual({ purpose: 'file', name: 'Résumé.pdf', sha256: 'ab' })
  expect(kept).toEqual([1_000, 2_000, 3_000, 4_000, 5_000, 5_500])
})

it('goes on where it was closed, and sends no finished chunk twice', async () => {
  const { bring } = await stage()
  const closed = new AbortController()
  let begun = ''
  const first = bring({
    signal: closed.signal,
    begun: (id) => {
      begun = id
    },
    progress: (sent, whole) => whole && sent >= 3_000 && closed.abort(new Error('closed')),
  })
  await expect(first).rejects.toThrow('closed')
  const id = await bring({ uploadId: begun })
  expect([id, server.uploads.size]).toEqual([begun, 1])
  expect(server.uploads.get(id)?.bytes.equals(bytes(5_500))).toBe(true)
  expect(server.wire).toBeLessThanOrEqual(5_500 + CHUNK)
})

it('goes on with a fresh ticket when the one it has is refused', async () => {
  const { bring } = await stage(['first', 'second'])
  let turned = false
  const id = await bring({
    progress: (sent, whole) => {
      if (whole && sent >= 2_000 && !turned) server.tickets = ['second']
      turned ||= sent >= 2_000
    },
  })
  expect([server.uploads.size, server.uploads.get(id)?.bytes.equals(bytes(5_500)), server.wire]).toEqual([
    1,
    true,
    5_500,
  ])
})

it('says that an upload is gone rather than beginning another one unasked', async () => {
  const { bring } = await stage()
  await expect(bring({ uploadId: '9'.repeat(32) })).rejects.toMatchObject({ code: 'upload_missing' })
  expect(server.uploads.size).toBe(0)
})

it('passes on why the server refuses a file', async () => {
  const { bring } = await stage()
  const large = bring({ file: new Blob([bytes(1_000_001)]) })
  await expect(large).rejects.toMatchObject({ code: 'too_long', message: 'This file is too large: at most 1 MB.' })
})

it('counts on a later try when nobody answers', async () => {
  const { bring } = await stage()
  server.close()
  await expect(bring()).rejects.toMatchObject({ code: 'busy' })
})
