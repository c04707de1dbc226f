import { NextRequest } from 'next/server'
import NextAuth from 'next-auth/next'
import { getContainer } from '@/server/container'
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
  const options = nextAuthOptions({
    useCases,
    settings: cookieSettings(env, secret),
    onFault: (err) => log.error({ err }, 'sign-in failed'),
  })
  return NextAuth(request, context, options)
}

export { answer as GET, post as POST }
