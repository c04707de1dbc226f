import { getContainer } from '@/server/container'
import { limitedBody } from '@/server/infrastructure/http/limited-body'
import { isStartFailure } from '@/server/start-failure'
import { type Answered, answer, MAX_BODY_BYTES, tooLarge } from '@/server/trpc/answer'

export const dynamic = 'force-dynamic'

async function post(request: Request): Promise<Response> {
  const body = await limitedBody(request, MAX_BODY_BYTES)
  return body === null ? told(tooLarge()) : ask(request, new TextDecoder().decode(body))
}

const get = (request: Request): Promise<Response> => ask(request, '')

async function ask({ method, url, headers }: Request, body: string): Promise<Response> {
  const container = await getContainer().catch(notReady)
  if (container instanceof Response) return container
  const { pathname, search } = new URL(url)
  return told(await answer({ method, url: pathname + search, headers, body }, container))
}

const told = ({ status, headers, body }: Answered): Response => new Response(body, { status, headers: { ...headers } })

// Where Next is hosted by itself, the database may be one that no gateway has brought up to date yet; /readyz says what it is.
function notReady(error: unknown): Response {
  if (!isStartFailure(error)) throw error
  return new Response('Kith is not ready here. Try again in a moment.', {
    status: 503,
    headers: { 'retry-after': '5' },
  })
}

export { get as GET, post as POST }
