import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PushMessage, PushTarget } from '@/contracts/push'
import type { PushPolicy } from '@/server/infrastructure/push/web-pusher'

/** What a browser got, decrypted with its own key, and what the push service saw of it. */
export interface Received {
  readonly message: PushMessage
  readonly headers: http.IncomingHttpHeaders
  /** The bytes that came over the wire. */
  readonly sealed: Buffer
}

/** A browser as a push service knows it. */
export interface PushedBrowser {
  readonly target: PushTarget
  readonly received: Received[]
  /** The status to answer with from now on; 201 at first. */
  status: number
  /** What comes from now on waits for what this answers before it is there. */
  before(): Promise<unknown>
}

export interface PushService {
  readonly origin: string
  browser(): PushedBrowser
  close(): Promise<void>
}

/** Lets a pusher reach services of the tests, on this machine. */
export const LOOPBACK: PushPolicy = {
  protocols: ['http:'],
  address: (address) => address === '127.0.0.1',
  port: () => true,
}

/** A push service of our own on loopback, together with the browsers that it pushes to. */
export async function openPushService(): Promise<PushService> {
  const browsers: (PushedBrowser & { open(sealed: Buffer): string })[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const sealed = Buffer.concat(chunks)
    const browser = browsers[Number(request.url?.slice('/push/'.length))]
    await browser?.before()
    if (browser?.status === 201) {
      browser.received.push({ message: JSON.parse(browser.open(sealed)), headers: request.headers, sealed })
    }
    response.writeHead(browser?.status ?? 404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    browser() {
      const pair = createECDH('prime256v1')
      pair.generateKeys()
      const auth = randomBytes(16)
      const endpoint = `${origin}/push/${browsers.length}`
      const target = { endpoint, p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') }
      const browser = {
        target,
        received: [],
        status: 201,
        before: async () => {},
        open: (sealed: Buffer) => unseal(sealed, pair, auth),
      }
      browsers.push(browser)
      return browser
    },
    async close() {
      server.close().closeAllConnections()
    },
  }
}

type Pair = ReturnType<typeof createECDH>

const SALT_BYTES = 16
const KEY_LENGTH_AT = 20
const TAG_BYTES = 16

/** RFC 8291 and 8188, as a browser does it: one record. */
function unseal(sealed: Buffer, pair: Pair, auth: Buffer): string {
  const salt = sealed.subarray(0, SALT_BYTES)
  const senderEnd = KEY_LENGTH_AT + 1 + sealed.readUInt8(KEY_LENGTH_AT)
  const sender = sealed.subarray(KEY_LENGTH_AT + 1, senderEnd)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender])
  const input = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, info, 32))
  const derive = (what: string, length: number) =>
    Buffer.from(hkdfSync('sha256', input, salt, `Content-Encoding: ${what}\0`, length))
  const opening = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
  opening.setAuthTag(sealed.subarray(-TAG_BYTES))
  const padded = Buffer.concat([opening.update(sealed.subarray(senderEnd, -TAG_BYTES)), opening.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
}

/** What a push carries about who sends it (RFC 8292), if it is signed by `publicKey`. @throws when it is not */
export function vapidClaims(headers: http.IncomingHttpHeaders, publicKey: string): Record<string, unknown> {
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const signer = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  const signed = verify('sha256', Buffer.from(`${head}.${claims}`), signer, Buffer.from(signature, 'base64url'))
  if (key !== publicKey || !signed) throw new Error('The push is not signed by that key.')
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
}
