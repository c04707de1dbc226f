import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import HEADERS from './answer-headers.json'
import { FORWARDED } from './forwarded'
import { isProxied } from './proxied'
import { type Answered, type Answering, answer, MAX_BODY_BYTES, tooLarge } from './trpc/answer'
import { type Asked, PROCEDURES_PATH } from './trpc/asked'

const COMPRESSED_FROM_BYTES = 1_024
const METHODS = new Set(['GET', 'POST'])
const compress = promisify(gzip)

/**
 * Answers procedures without Next.js, whose way to a route costs several times what most procedures do. Where Next is hosted
 * by itself, app/api/trpc does, by the same.
 */
export function answerProcedures(
  container: Answering,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const proxied = isProxied(container.env)
  return (request, response) => {
    if (!request.url?.startsWith(`${PROCEDURES_PATH}/`) || !METHODS.has(request.method ?? '')) return false
    respond(request, response, proxied, container).catch((err: unknown) => {
      if (!request.destroyed) container.log.error({ err }, 'procedures were not answered')
      response.destroy()
    })
    return true
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  proxied: boolean,
  container: Answering,
): Promise<void> {
  const { method = 'GET', url = '' } = request
  const body = method === 'POST' ? await bodyOf(request) : ''
  await nextTurn()
  await nextTurn()
  if (request.socket.destroyed) return
  const headers = headersOf(request, proxied)
  await write(body === null ? tooLarge() : await answer({ method, url, headers, body }, container), request, response)
}

// That a connection was closed is read in the turn of the event loop after its request. After an outage many have given up while
// their requests waited to be read, and answering them keeps those waiting who are still there.
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Null: it is too long, and the rest is thrown away. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= MAX_BODY_BYTES) chunks.push(chunk)
      else resolve(null)
    })
    request.once('end', () => resolve(Buffer.concat(chunks).toString()))
    request.once('error', reject)
  })
}

/** Without a proxy in front, only the connection says where a request comes from. */
function headersOf({ headers, socket }: IncomingMessage, proxied: boolean): Asked['headers'] {
  return {
    get(name) {
      const value = !proxied && FORWARDED.includes(name) ? undefined : headers[name]
      if (value !== undefined) return Array.isArray(value) ? value.join(', ') : value
      return name === 'x-forwarded-for' ? (socket.remoteAddress ?? '') : null
    },
  }
}

async function write(answered: Answered, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = Buffer.from(answered.body)
  const zipped =
    text.length >= COMPRESSED_FROM_BYTES && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = zipped ? await compress(text) : text
  response.writeHead(answered.status, {
    ...HEADERS.everywhere,
    ...HEADERS.procedures,
    ...answered.headers,
    vary: 'accept-encoding',
    ...(zipped && { 'content-encoding': 'gzip' }),
    'content-length': body.length,
  })
  response.end(body)
}
