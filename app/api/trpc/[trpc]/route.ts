import type { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { within } from '@/server/application/within'
import { getContainer } from '@/server/container'
import { addressOf } from '@/server/infrastructure/auth/address'
import { requestActor } from '@/server/infrastructure/auth/request-actor'
import { limitedBody } from '@/server/infrastructure/http/limited-body'
import { isStartFailure } from '@/server/start-failure'
import { appRouter } from '@/server/trpc/app-router'
import { refusalOfTrpc, TOO_LARGE } from '@/server/trpc/trpc'

export const dynamic = 'force-dynamic'

// The clients send up to 20 calls at once: as many of the longest messages, every character escaped.
const MAX_BODY_BYTES = 16_000_000

/** With the procedure's own time, less than clients wait. */
const WHO_MS = 6_000

async function post(request: Request): Promise<Response> {
  const body = await limitedBody(request, MAX_BODY_BYTES)
  if (body === null) return Response.json({ error: TOO_LARGE }, { status: 413 })
  return answer(new Request(request.url, { method: 'POST', headers: request.headers, body }))
}

async function answer(request: Request): Promise<Response> {
  const container = await getContainer().catch(notReady)
  if (container instanceof Response) return container
  const { useCases, limits, log } = container
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: async () => ({
      actor: await within(WHO_MS, requestActor(request.headers)),
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

// Where Next is hosted by itself, the database may be one that no gateway has brought up to date yet; /readyz says what it is.
function notReady(error: unknown): Response {
  if (!isStartFailure(error)) throw error
  return new Response('Kith is not ready here. Try again in a moment.', {
    status: 503,
    headers: { 'retry-after': '5' },
  })
}

function retryAfter(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap((error) => refusalOfTrpc(error).retryAfterMs ?? [])
  return waits.length === 0 ? {} : { 'retry-after': String(Math.ceil(Math.max(...waits) / 1_000)) }
}

export { answer as GET, post as POST }
