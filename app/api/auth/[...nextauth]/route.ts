import { NextRequest } from 'next/server'
import NextAuth from 'next-auth/next'
import { type RefusalReason, refusalOf } from '@/server/application/refusal'
import { getContainer } from '@/server/container'
import type { ErrorCode } from '@/server/domain/errors'
import { cookieSettings } from '@/server/infrastructure/auth/cookie-settings'
import { nextAuthOptions } from '@/server/infrastructure/auth/next-auth-options'
import { limitedBody } from '@/server/infrastructure/http/limited-body'

export const dynamic = 'force-dynamic'

// Under whatever name people reach this server, that is where they sign in and go on.
process.env.AUTH_TRUST_HOST = 'true'
delete process.env.NEXTAUTH_URL

const MAX_BODY_BYTES = 16_000

interface Context {
  readonly params: Promise<{ nextauth: string[] }>
}

async function post(request: Request, context: Context): Promise<Response> {
  const body = await limitedBody(request, MAX_BODY_BYTES)
  if (body === null) return new Response('The request is too large.', { status: 413 })
  return answer(new NextRequest(request.url, { method: 'POST', headers: request.headers, body }), context)
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const { env, secret, useCases, log } = await getContainer()
  let refusal: RefusalReason | null = null
  const options = nextAuthOptions({
    useCases,
    settings: cookieSettings(env, secret),
    onFault: (err) => log.error({ err }, 'sign-in failed'),
    onRefusal: (reason) => {
      refusal = reason
    },
  })
  try {
    const response: Response = await NextAuth(request, context, options)
    return refusal === null || response.status !== 401 ? response : await refused(response, refusal)
  } catch (error) {
    if (error instanceof SyntaxError) return Response.json({ kith: MALFORMED }, { status: 400 })
    log.error({ err: error }, 'sign-in failed')
    return Response.json({ kith: refusalOf(error) }, { status: 500 })
  }
}

const MALFORMED: RefusalReason = { code: 'invalid', message: "The request isn't of the form it should have." }

// next-auth has one status for all; its `url` tells its own client, `kith` ours.
async function refused(response: Response, kith: RefusalReason): Promise<Response> {
  const { url } = await response.json()
  return Response.json({ url, kith }, { status: STATUS[kith.code] ?? 401, headers: response.headers })
}

const STATUS: Partial<Record<ErrorCode, number>> = { rate_limited: 429, internal: 500, busy: 503 }

export { answer as GET, post as POST }
