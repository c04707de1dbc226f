import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import HEADERS from './answer-headers.json'
import { FORWARDED } from './forwarded'
import { isProxied } from './proxied'
import { type Answering, answer, MAX_BODY_BYTES, PROCEDURES_PATH, tooLarge } from './trpc/answer'

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
  const body = request.method === 'POST' ? await bodyOf(request) : undefined
  await nextTurn()
  await nextTurn()
  if (request.socket.destroyed) return
  if (body === null) return write(tooLarge(), request, response)
  const asked = new Request(`http://localhost${request.url}`, {
    method: request.method ?? 'GET',
    headers: headersOf(request, proxied),
    ...(body && { body }),
  })
  await write(await answer(asked, container), request, response)
}

// That a connection was closed is read in the turn of the event loop after its request. After an outage many have given up while
// their requests waited to be read, and answering them keeps those waiting who are still there.
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Null: it is too long, and the rest is thrown away. */
async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null
  const chunks: Buffer[] = []
  let length = 0
  const read: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of read) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Without a proxy in front, only the connection says where a request comes from. */
function headersOf({ headers, socket }: IncomingMessage, proxied: boolean): Headers {
  const given = new Headers()
  for (const [name, value] of Object.entries(headers satisfies IncomingHttpHeaders)) {
    if (value === undefined || (!proxied && FORWARDED.includes(name))) continue
    given.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  if (!given.has('x-forwarded-for')) given.set('x-forwarded-for', socket.remoteAddress ?? '')
  return given
}

async function write(answered: Response, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = Buffer.from(await answered.arrayBuffer())
  const zipped =
    text.length >= COMPRESSED_FROM_BYTES && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = zipped ? await compress(text) : text
  response.writeHead(answered.status, {
    ...HEADERS.everywhere,
    ...HEADERS.procedures,
    ...Object.fromEntries(answered.headers),
    vary: [answered.headers.get('vary'), 'accept-encoding'].filter(Boolean).join(', '),
    ...(zipped && { 'content-encoding': 'gzip' }),
    'content-length': body.length,
  })
  response.end(body)
}
