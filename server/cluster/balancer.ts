import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { StartFailure } from '../start-failure'
import { Backends } from './backends'
import { passOn, type Route } from './pass-on'
import { passUpgrade } from './pass-upgrade'

/** One address in front of many processes. */
export interface Balancer {
  readonly port: number
  /** Resolves when it has seen all of them ready. */
  allReady(): Promise<void>
  close(): Promise<void>
}

export interface BalancerOptions {
  /** By a name for each. */
  readonly gateways: Readonly<Record<string, string>>
  readonly webs: Readonly<Record<string, string>>
  /** 0 takes any free one. */
  readonly port: number
  readonly host: string
}

const COOKIE = 'kith-gateway'
// Longer than its clients keep theirs, as `listen.ts` has it.
const KEEP_ALIVE_MS = 75_000

/** Sends sockets and uploads to gateways, and everything else to the pages. @throws StartFailure for a port it can't have */
export async function startBalancer({ gateways, webs, port, host }: BalancerOptions): Promise<Balancer> {
  const toGateways = new Backends(gateways)
  const toWebs = new Backends(webs)
  const upgraded = new Set<Duplex>()
  const route = (request: IncomingMessage): Route =>
    isGateways(request) ? gatewayRoute(toGateways, request) : { backends: toWebs }
  const server = createServer((request, response) => passOn(request, response, route(request)))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    passUpgrade(request, socket, head, route(request))
  })
  const close = async () => {
    await Promise.all([toGateways.close(), toWebs.close()])
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of upgraded) socket.destroy()
    server.closeAllConnections()
    await closed
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new StartFailure(`Port ${port} cannot be had: ${cause.message}.`, { cause })),
    )
    server.listen(port, host, resolve)
  }).catch(async (error: unknown) => {
    await Promise.all([toGateways.close(), toWebs.close()])
    throw error
  })
  return {
    port: (server.address() as AddressInfo).port,
    allReady: async () => void (await Promise.all([toGateways.allReady(), toWebs.allReady()])),
    close,
  }
}

function isGateways({ url = '' }: IncomingMessage): boolean {
  return /^\/(?:socket\.io\/|uploads(?:[/?]|$))/.test(url)
}

// A socket may begin anywhere. What belongs together in several requests goes to one gateway while it lives: a socket
// made of polling, whose id only that one knows, and the pieces of a file.
function gatewayRoute(backends: Backends, request: IncomingMessage): Route {
  const isNewSocket = request.url?.startsWith('/socket.io/') && !/[?&]sid=/.test(request.url)
  const sticky = isNewSocket ? undefined : cookieOf(request)
  return {
    backends,
    ...(sticky ? { preferred: sticky } : {}),
    stick: ({ name }) => (sticky === name ? {} : { 'Set-Cookie': `${COOKIE}=${name}; Path=/; HttpOnly; SameSite=Lax` }),
  }
}

const cookieOf = ({ headers }: IncomingMessage): string | undefined =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1]
