import http, { type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Backend } from './backends'
import { forwardedHeaders, isGone, type Route } from './pass-on'

/** Joins a browser's socket to a backend's. One that dies before it answered is followed by another. */
export function passUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  route: Route,
  tried = new Set<Backend>(),
): void {
  if (isGone(request)) {
    socket.destroy()
    return
  }
  const backend = route.backends.pick(tried, route.preferred)
  if (!backend) {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
    return
  }
  tried.add(backend)
  backend.busy += 1
  let held = true
  const free = () => {
    if (held) backend.busy -= 1
    held = false
  }
  const forward = http.request(new URL(backend.url), {
    path: request.url ?? '/',
    headers: forwardedHeaders(request),
    agent: false,
  })
  const abandon = () => forward.destroy()
  socket.once('close', abandon)
  forward.once('upgrade', (answer, upstream, upstreamHead) => {
    upstream.once('close', free)
    socket.off('close', abandon)
    socket.write(headOf(answer))
    if (upstreamHead.length > 0) socket.write(upstreamHead)
    if (head.length > 0) upstream.write(head)
    join(socket, upstream)
  })
  forward.once('response', (answer) => {
    answer.once('close', free)
    // Refused: its connection ends with it, so the body needs no framing of ours.
    socket.write(headOf(answer, 'transfer-encoding'))
    answer.pipe(socket)
  })
  forward.once('error', () => {
    free()
    if (socket.destroyed) return
    route.backends.failed(backend)
    socket.off('close', abandon)
    passUpgrade(request, socket, head, route, tried)
  })
  forward.end()
}

function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => from.destroy())
    from.once('close', () => to.destroy())
    from.pipe(to)
  }
}

function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage, without?: string): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== without) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  }
  return `${lines.join('\r\n')}\r\n\r\n`
}
