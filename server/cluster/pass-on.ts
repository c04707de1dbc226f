import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { Backend, Backends } from './backends'

/** Where a request goes. */
export interface Route {
  readonly backends: Backends
  /** The backend that had what came before from this browser. */
  readonly preferred?: string
  /** Headers that go with the answer of a backend. */
  stick?(backend: Backend): Record<string, string>
}

const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS'])
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding'])
const NOBODY = 'Nobody can answer this just now. Try again in a moment.\n'

/**
 * Has a backend answer. One that can't be connected to has seen nothing of the request, so another one is asked; so is
 * it for what only reads when one dies before it answers.
 */
export function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
  tried = new Set<Backend>(),
): void {
  if (isGone(request)) {
    request.socket.destroy()
    return
  }
  const backend = route.backends.pick(tried, route.preferred)
  if (!backend) {
    refuse(response, tried.size > 0 ? 502 : 503)
    return
  }
  tried.add(backend)
  backend.busy += 1
  const forward = http.request(new URL(backend.url), {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: forwardedHeaders(request),
    // A connection of its own: one that is kept may be closed by the backend just when something is sent on it.
    agent: false,
  })
  let begun = false
  const begin = () => {
    begun = true
    request.pipe(forward)
  }
  const abandon = () => forward.destroy()
  response.once('close', abandon)
  forward.once('close', () => {
    backend.busy -= 1
  })
  forward.once('socket', (socket) => (socket.connecting ? socket.once('connect', begin) : begin()))
  forward.once('response', (answer) => {
    const headers = { ...passedHeaders(answer), ...route.stick?.(backend) }
    response.writeHead(answer.statusCode ?? 502, headers)
    answer.once('error', () => response.destroy())
    answer.pipe(response)
  })
  forward.on('error', () => {
    if (response.writableEnded || response.destroyed) return
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (!begun) route.backends.failed(backend)
    request.unpipe(forward)
    response.off('close', abandon)
    if (begun && !isRepeatable(request)) refuse(response, 502)
    else passOn(request, response, route, tried)
  })
}

const isRepeatable = ({ method = '', headers }: IncomingMessage): boolean =>
  REPEATABLE.has(method) && !headers['content-length'] && !headers['transfer-encoding']

/** Who asked had broken off before it was read: the kernel doesn't know any more who that was. */
export const isGone = ({ socket }: IncomingMessage): boolean => socket.remoteAddress === undefined

/** What a backend is told of who asks. A stranger's own word on it is dropped. */
export function forwardedHeaders({ headers, socket }: IncomingMessage): OutgoingHttpHeaders {
  return {
    ...headers,
    connection: headers.upgrade === undefined ? 'close' : 'upgrade',
    'x-forwarded-for': socket.remoteAddress,
    'x-forwarded-host': headers.host,
    'x-forwarded-proto': 'http',
  }
}

const passedHeaders = ({ headers }: IncomingMessage): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)))

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Retry-After': '1', 'Cache-Control': 'no-store' })
  response.end(NOBODY)
}
