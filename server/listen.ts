import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import os from 'node:os'
import { createSecureContext } from 'node:tls'
import type { Env } from './env'
import { StartFailure } from './start-failure'

// When all connections have broken, everybody comes within a moment. Who finds no room is not told so, and tries again after 1, 3
// and 7 s: Node's own 511 had that happen to half of 2,000. The system's limit, which is mostly this, still holds.
const WAITING_CONNECTIONS = 4_096
// Longer than proxies keep connections open, so that a proxy never sends on one that is just being closed.
const KEEP_ALIVE_MS = 75_000

/** An HTTP or, with TLS files, an HTTPS server. @throws StartFailure for files that are no certificate and key */
export function createHttpServer(env: Env, listener: http.RequestListener): http.Server {
  const server = env.tls ? https.createServer(readTls(env.tls), listener) : http.createServer(listener)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = KEEP_ALIVE_MS + 5_000
  return server
}

function readTls({ certificate, key }: NonNullable<Env['tls']>): https.ServerOptions {
  const options = { cert: readTlsFile('KITH_TLS_CERT', certificate), key: readTlsFile('KITH_TLS_KEY', key) }
  try {
    createSecureContext(options)
    return options
  } catch (cause) {
    throw new StartFailure(
      `KITH_TLS_CERT and KITH_TLS_KEY are not a certificate and its key (${(cause as Error).message}).`,
      { cause },
    )
  }
}

function readTlsFile(name: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new StartFailure(`${name} cannot be read: ${(cause as Error).message}.`, { cause })
  }
}

/** Resolves to the port. `prefix` is what the names of its variables begin with. @throws StartFailure when it can't be had */
export function listen(
  server: http.Server,
  { port, host }: { readonly port: number; readonly host: string },
  prefix = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartFailure(whyNot(error, { port, host, prefix }), { cause: error })),
    )
    server.listen({ port, host, backlog: WAITING_CONNECTIONS }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function whyNot(
  { code, message }: NodeJS.ErrnoException,
  { port, host, prefix }: { port: number; host: string; prefix: string },
): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or set ${prefix}PORT to another.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user: set ${prefix}PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${prefix}HOST is ${host}, which is no address of this machine.`
  return `Port ${port} cannot be opened: ${message}.`
}

/** Where people on this machine and on its network reach it. */
export function addressesOf(env: Env, port: number): string[] {
  if (env.url) return [env.url]
  const scheme = env.tls ? 'https' : 'http'
  const everywhere = env.host === '0.0.0.0' || env.host === '::'
  const names = everywhere ? ['localhost', ...networkAddresses()] : [env.host]
  return names.map((name) => `${scheme}://${name}:${port}`)
}

function networkAddresses(): string[] {
  return Object.values(os.networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
