import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'

/** A way to the app that keeps every byte that came back over it: answers and sockets' frames, as they were sent. */
export interface WireTap {
  readonly url: string
  /** How much has come by now. */
  mark(): number
  /** What came after a mark, a buffer for each connection, so that what was sent in pieces is whole. */
  heard(since: number): readonly Buffer[]
  close(): Promise<void>
}

interface Piece {
  readonly connection: number
  readonly bytes: Buffer
}

export async function tapWire(target: number): Promise<WireTap> {
  const pieces: Piece[] = []
  const sockets = new Set<net.Socket>()
  let connections = 0
  const listen = () => {
    connections += 1
    const connection = connections
    return (bytes: Buffer) => pieces.push({ connection, bytes })
  }

  const server = http.createServer((request, response) => {
    // Compressed, nothing would be found in it. On a connection that is kept for the next request, that may arrive just when the
    // other side has waited for it long enough: neither of the two on the way is, as the answer says `close` to who asks.
    const { 'accept-encoding': _, ...others } = request.headers
    const headers = { ...others, connection: 'close' }
    const { method, url: path } = request
    const asked = http.request({ host: '127.0.0.1', port: target, method, path, headers, agent: false }, (answer) => {
      answer.on('data', listen())
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    asked.on('error', () => response.destroy())
    request.pipe(asked)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => {
    const there = net.connect(target, '127.0.0.1', () => {
      const lines = request.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? `${name}: ${all[at + 1]}` : []))
      there.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      there.write(head)
      socket.pipe(there).pipe(socket)
    })
    there.on('data', listen())
    there.on('error', () => socket.destroy())
    socket.on('error', () => there.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mark: () => pieces.length,
    heard(since) {
      const whole = new Map<number, Buffer[]>()
      for (const { connection, bytes } of pieces.slice(since)) {
        whole.set(connection, [...(whole.get(connection) ?? []), bytes])
      }
      return [...whole.values()].map((parts) => Buffer.concat(parts))
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
