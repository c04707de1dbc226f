import { createServer, type Server } from 'node:net'
import { FaultyLink, type Passes } from './faulty-link'

/** A TCP proxy on loopback that misbehaves on demand. Faults last until `heal`. */
export interface FaultProxy {
  readonly port: number
  /** Open connections, silenced ones included. */
  readonly connections: number
  /** Bytes that came from clients. */
  readonly sent: number
  /** Once so many more bytes came from clients: resets all connections, and new ones. Resolves then. */
  refuseAfter(bytes: number): Promise<void>
  /** Resets connections: those that `chooses` (all by default). New ones work. */
  cut(chooses?: () => boolean): void
  /** Stops reading from both ends, of new connections too. Nothing is lost: after `heal` it all arrives. */
  stall(): void
  /** Swallows everything without telling either end. Connections that lived through it stay dead after `heal`. */
  silence(): void
  /** Delivers everything this much later, in order. */
  delay(ms: number): void
  /** Resets new connections. */
  refuse(): void
  heal(): void
  close(): Promise<void>
}

/**
 * @param target The port on loopback that everything is passed on to.
 * @param port Where to listen; 0 picks a free one.
 * @param watch Asked for each new connection who looks at what goes through it.
 */
export async function startFaultProxy(target: number, port = 0, watch?: () => Passes): Promise<FaultProxy> {
  const links = new Set<FaultyLink>()
  let fault: 'none' | 'stall' | 'silence' | 'refuse' = 'none'
  let delayMs = 0
  let sent = 0
  let reached: { readonly at: number; readonly tell: () => void } | null = null

  const count = (bytes: number): void => {
    sent += bytes
    if (!reached || sent < reached.at) return
    fault = 'refuse'
    for (const link of links) link.cut()
    reached.tell()
    reached = null
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (fault === 'refuse') {
      client.resetAndDestroy()
      return
    }
    const link = new FaultyLink(client, target, {
      closed: () => links.delete(link),
      sent: count,
      ...(watch ? { passes: watch() } : {}),
    })
    links.add(link)
    link.delayMs = delayMs
    if (fault === 'stall') link.stall()
    if (fault === 'silence') link.silence()
  })

  return {
    port: await listen(server, port),
    get connections() {
      return links.size
    },
    get sent() {
      return sent
    },
    refuseAfter(bytes) {
      return new Promise((tell) => {
        reached = { at: sent + bytes, tell }
      })
    },
    cut(chooses = () => true) {
      for (const link of links) if (chooses()) link.cut()
    },
    stall() {
      fault = 'stall'
      for (const link of links) link.stall()
    },
    silence() {
      fault = 'silence'
      for (const link of links) link.silence()
    },
    delay(ms) {
      delayMs = ms
      for (const link of links) link.delayMs = ms
    },
    refuse() {
      fault = 'refuse'
    },
    heal() {
      fault = 'none'
      delayMs = 0
      for (const link of links) link.heal()
    },
    async close() {
      for (const link of links) link.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
