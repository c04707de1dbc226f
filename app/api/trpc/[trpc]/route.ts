import { getContainer } from '@/server/container'
import { limitedBody } from '@/server/infrastructure/http/limited-body'
import { isStartFailure } from '@/server/start-failure'
import { answer, MAX_BODY_BYTES, tooLarge } from '@/server/trpc/answer'

export const dynamic = 'force-dynamic'

async function post(request: Request): Promise<Response> {
  const body = await limitedBody(request, MAX_BODY_BYTES)
  if (body === null) return tooLarge()
  return get(new Request(request.url, { method: 'POST', headers: request.headers, body }))
}

async function get(request: Request): Promise<Response> {
  const container = await getContainer().catch(notReady)
  return container instanceof Response ? container : answer(request, container)
}

// Where Next is hosted by itself, the database may be one that no gateway has brought up to date yet; /readyz says what it is.
function notReady(error: unknown): Response {
  if (!isStartFailure(error)) throw error
  return new Response('Kith is not ready here. Try again in a moment.', {
    status: 503,
    headers: { 'retry-after': '5' },
  })
}

export { get as GET, post as POST }
