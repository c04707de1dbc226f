import type { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { within } from '@/server/application/within'
import type { Container } from '@/server/container'
import { addressOf } from '@/server/infrastructure/auth/address'
import { cookieSettings } from '@/server/infrastructure/auth/cookie-settings'
import { actorOf } from '@/server/infrastructure/auth/session-cookie'
import { appRouter } from './app-router'
import type { Context } from './context'
import { refusalOfTrpc, TOO_LARGE } from './trpc'

export const PROCEDURES_PATH = '/api/trpc'

// The clients send up to 20 calls at once: as many of the longest messages, every character escaped.
export const MAX_BODY_BYTES = 16_000_000

/** With the procedure's own time, less than clients wait. */
const WHO_MS = 6_000

export interface Answering extends Pick<Container, 'env' | 'secret' | 'ports' | 'useCases' | 'log'> {
  readonly limits: Context['limits']
}

/** What a request asks of procedures. Its body is no longer than MAX_BODY_BYTES. */
export function answer(request: Request, container: Answering): Promise<Response> {
  const { env, secret, ports, useCases, limits, log } = container
  return fetchRequestHandler({
    endpoint: PROCEDURES_PATH,
    req: request,
    router: appRouter,
    createContext: async () => ({
      actor: await within(WHO_MS, actorOf(request.headers, cookieSettings(env, secret), ports.sessions)),
      address: addressOf(request.headers),
      useCases,
      limits,
    }),
    responseMeta: ({ errors }) => ({ headers: new Headers({ 'cache-control': 'no-store', ...retryAfter(errors) }) }),
    onError({ error, path }) {
      if (refusalOfTrpc(error).code === 'internal') log.error({ err: error.cause ?? error, path }, 'procedure failed')
    },
  })
}

export const tooLarge = (): Response => Response.json({ error: TOO_LARGE }, { status: 413 })

function retryAfter(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap((error) => refusalOfTrpc(error).retryAfterMs ?? [])
  return waits.length === 0 ? {} : { 'retry-after': String(Math.ceil(Math.max(...waits) / 1_000)) }
}
