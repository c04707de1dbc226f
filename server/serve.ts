import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { watchQuietConnections } from './connections'
import type { Container } from './container'
import type { Env } from './env'
import { answerHealth, type Health } from './health'
import { prepareDataFolder } from './infrastructure/data-folder'
import { attachGateway, type Gateway } from './infrastructure/realtime/gateway'
import { openUploads, type UploadEndpoint } from './infrastructure/uploads/endpoint'
import { partialFiles } from './infrastructure/uploads/partial-files'
import { startSweeping } from './infrastructure/uploads/sweep-loop'
import type { Lifetime } from './lifetime'
import { createHttpServer, listen } from './listen'
import type { Pages } from './pages'
import { isProxied } from './proxied'

/** The process's one port, open from the first moment on: what isn't there yet is answered with 503. */
export interface Front {
  readonly server: Server
  readonly port: number
  readonly health: Health
  readonly quietConnections: { close(): void }
  /** Null while it is being made, or for ever in a process without pages. */
  pages: Pages | null
  /** Answers what is asked of procedures, and false to everything else. Null: the pages answer that. */
  procedures: ((request: IncomingMessage, response: ServerResponse) => boolean) | null
  /** Null where no files are taken in. */
  uploads: UploadEndpoint | null
}

const FINISH_WITHIN_MS = 10_000
const SWEEP_MS = 50
/** So long a balancer may take to see that a process isn't ready any more: it is served until then. */
const NOTICED_WITHIN_MS = 2_000
const SOCKETS_PATH = '/socket.io/'

/** @throws StartFailure */
export async function openFront(env: Env): Promise<Front> {
  const health: Health = { vitals: null, draining: false, shared: env.natsUrl !== null }
  const server = createHttpServer(env, (request, response) => answer(front, request, response))
  const quietConnections = watchQuietConnections(server)
  const port = await listen(server, env)
  const front = {
    server,
    port,
    health,
    quietConnections,
    pages: null as Pages | null,
    procedures: null as Front['procedures'],
    uploads: null as UploadEndpoint | null,
  }
  server.on('upgrade', (request, socket, head) => upgrade(front, request, socket, head))
  return front
}

/** Lets sockets in. */
export function openSockets(front: Front, { env, ports, useCases, log }: Container): Gateway {
  const origins = env.url ? [env.url] : []
  return attachGateway({ httpServer: front.server, ports, useCases, origins, log, proxied: isProxied(env) })
}

/** Lets files in, and sweeps up what was left of them. @throws StartFailure when the data folder can't be written to */
export async function takeFiles(front: Front, container: Container, lifetime: Lifetime): Promise<void> {
  const { env, ports, useCases, log } = container
  prepareDataFolder(env.dataFolder)
  const partial = await partialFiles(path.join(env.dataFolder, 'uploads'))
  const endpoint = openUploads({ ports, useCases, partial, origins: env.url ? [env.url] : [], log })
  const sweeping = startSweeping({ ports, partial, endpoint, log })
  front.uploads = endpoint
  lifetime.add('uploads', async () => {
    await endpoint.close()
    await sweeping.stop()
  })
}

/** Announces readiness. When the process stops, takes it back, sends sockets away, and finishes what was asked. */
export function becomeReady(front: Front, { pool, ports }: Container, lifetime: Lifetime, gateway?: Gateway): void {
  front.health.vitals = { pool, relay: ports.relay }
  lifetime.add('requests', async () => {
    front.health.draining = true
    const noticed = front.health.shared ? wait(NOTICED_WITHIN_MS) : undefined
    await gateway?.drain()
    await noticed
    await finishRequests(front)
  })
}

function answer(front: Front, request: IncomingMessage, response: ServerResponse): void {
  // Whoever keeps connections open goes elsewhere with the next request.
  if (front.health.draining) response.setHeader('Connection', 'close')
  if (answerHealth(front.health, request, response)) return
  if (front.health.vitals && front.uploads?.handle(request, response)) return
  if (front.procedures?.(request, response)) return
  if (!front.pages) {
    const starting = !front.health.vitals
    response.writeHead(starting ? 503 : 404, {
      'Content-Type': 'text/plain',
      ...(starting ? { 'Retry-After': '2' } : {}),
    })
    response.end(starting ? 'Kith is starting. Try again in a moment.\n' : 'There is nothing here.\n')
    return
  }
  front.pages.handle(request, response).catch(() => response.destroy())
}

function upgrade(front: Front, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', destroyed)
  if (request.url?.startsWith(SOCKETS_PATH) && front.health.vitals) return
  if (front.pages && !request.url?.startsWith(SOCKETS_PATH)) front.pages.upgrade(request, socket, head)
  else socket.destroy()
}

// The same for all connections: they are many, and each would keep its own.
function destroyed(this: Duplex): void {
  this.destroy()
}

async function finishRequests({ server, quietConnections }: Front): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const sweep = setInterval(() => quietConnections.close(), SWEEP_MS)
  let giveUp: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    giveUp = setTimeout(resolve, FINISH_WITHIN_MS)
  })
  await Promise.race([closed, late])
  server.closeAllConnections()
  clearInterval(sweep)
  clearTimeout(giveUp)
}
