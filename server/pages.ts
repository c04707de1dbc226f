import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'
import { findCompressed } from './compressed'
import type { Env } from './env'
import { FORWARDED } from './forwarded'
import { keepOwnSourceMapsOnly } from './own-source-maps'
import { inProject } from './project'
import { isProxied } from './proxied'

/** Next.js: the pages and the HTTP procedures. */
export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Sockets of its own, for reloading while developing. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

export async function openPages(env: Env, { port, dev }: { port: number; dev: boolean }): Promise<Pages> {
  // Next listens for upgrades on the server it is given. It gets one that never listens, so that it hears only of those
  // that are meant for it.
  const httpServer = new Server()
  if (!dev) keepOwnSourceMapsOnly()
  const app = next({ dev, dir: inProject(), hostname: env.host, port, httpServer })
  await app.prepare()
  const handle = app.getRequestHandler()
  const compressed = dev ? null : findCompressed(inProject('.next', 'static'))
  return {
    handle(request, response) {
      if (compressed?.answer(request, response)) return Promise.resolve()
      if (!isProxied(env)) forget(request)
      return handle(request, response)
    },
    upgrade(request, socket, head) {
      // Next leaves those open that it doesn't know, and begins to listen with the first request.
      const known = dev && request.url?.startsWith('/_next/')
      if (!known || !httpServer.emit('upgrade', request, socket, head)) socket.destroy()
    },
    close: () => app.close(),
  }
}

function forget(request: IncomingMessage): void {
  for (const name of FORWARDED) delete request.headers[name]
}
