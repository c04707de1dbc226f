import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import { type Handshake, PROTOCOL } from '@/contracts/events'
import type { Actor } from '@/server/application/account-ports'
import type { Ports } from '@/server/application/ports'

/** A socket of a gateway's without a library that reads for it: a peer that does what it wants. */
export interface RawWebSocket {
  /** Reads nothing from now on, until the connection is closed. */
  stopReading(): void
  /** Sends an Engine.IO packet, like `42["name",{}]`. */
  say(packet: string): void
  /** The connection is gone. */
  readonly closed: Promise<void>
  destroy(): void
}

/** Connects, and is let in or gets another `answer` to its handshake. */
export async function openRawWebSocket(
  url: string,
  ports: Pick<Ports, 'tickets'>,
  actor: Actor,
  answer = '40{',
): Promise<RawWebSocket> {
  const { port, host } = new URL(url)
  const socket = net.connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await once(socket, 'connect')
  socket.write(upgradeRequest(host))
  const say = (packet: string) => socket.write(frameOf(packet))
  await hears(socket, '0{')
  say(`40${JSON.stringify({ ticket: ports.tickets.issue(actor), protocol: PROTOCOL } satisfies Handshake)}`)
  await hears(socket, answer)
  return {
    stopReading: () => void socket.pause(),
    say,
    closed,
    destroy: () => void socket.destroy(),
  }
}

const upgradeRequest = (host: string): string =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n')

async function hears(socket: net.Socket, text: string): Promise<void> {
  for (let heard = ''; !heard.includes(text); ) {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    heard += chunk.toString('latin1')
  }
}

/** One masked text frame, of at most 65,535 bytes (RFC 6455, section 5.2). */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const short = payload.length < 126
  const head = Buffer.from([0x81, 0x80 | (short ? payload.length : 126)])
  const length = Buffer.alloc(short ? 0 : 2)
  if (!short) length.writeUInt16BE(payload.length)
  const masked = payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))
  return Buffer.concat([head, length, mask, masked])
}
