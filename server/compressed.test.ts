import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compressStatic } from '../scripts/compress-static.mjs'
import { findCompressed } from './compressed'

const SCRIPT = 'console.log("Kith")\n'.repeat(100)
const folder = mkdtempSync(path.join(os.tmpdir(), 'kith-static-'))
const server = createServer()

beforeAll(async () => {
  mkdirSync(path.join(folder, 'chunks'))
  writeFileSync(path.join(folder, 'chunks', 'a~b.js'), SCRIPT)
  writeFileSync(path.join(folder, 'chunks', 'font.woff2'), 'a font')
  await compressStatic(folder)
  const compressed = findCompressed(folder)
  server.on('request', (asked, response) => {
    if (!compressed.answer(asked, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const ask = (address: string, accept?: string, method = 'GET') =>
  new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const headers = accept === undefined ? {} : { 'accept-encoding': accept }
      request({ port, host: '127.0.0.1', path: address, method, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
      })
        .on('error', reject)
        .end()
    },
  )

const PLACE = '/_next/static/chunks/a~b.js'

describe('what the build has compressed', () => {
  it('goes in the smallest form that is taken, to be kept for good', async () => {
    const { headers, body } = await ask(PLACE, 'gzip, deflate, br, zstd')
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/javascript; charset=UTF-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'content-length': String(body.length),
    })
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT)
    const plain = await ask(`${PLACE}?of=a-build`, 'gzip, br;q=0')
    expect(plain.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(plain.body).toString()).toBe(SCRIPT)
  })

  it('tells its size without its content', async () => {
    const { headers, body } = await ask(PLACE, 'br', 'HEAD')
    expect(Number(headers['content-length'])).toBeGreaterThan(0)
    expect(body.length).toBe(0)
  })

  it('is left to others where it isn’t taken, isn’t text, isn’t here, or is asked for by another name', async () => {
    for (const [address, accept] of [
      [PLACE, undefined],
      [PLACE, 'zstd'],
      ['/_next/static/chunks/font.woff2', 'br'],
      ['/_next/static/chunks/gone.js', 'br'],
      ['/_next/static/chunks/a~b.js.br', 'br'],
      ['/_next/static/../static/chunks/a~b.js', 'br'],
      ['/other/chunks/a~b.js', 'br'],
    ] as const) {
      expect((await ask(address, accept)).status, `${address} ${accept}`).toBe(404)
    }
    expect((await ask(PLACE, 'br', 'POST')).status).toBe(404)
  })
})
