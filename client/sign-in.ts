import { KithError } from '@/server/domain/errors'
import { unreachable } from './refusal'
import type { Fetch } from './trpc'

export interface Credentials {
  readonly userName: string
  readonly password: string
}

/**
 * Signs in as the sign-in page does; `fetch` keeps the session's cookie.
 * @throws KithError `unauthenticated` for a wrong name or password, `rate_limited`, `busy`
 */
export async function signIn(url: string, fetch: Fetch, credentials: Credentials): Promise<void> {
  const csrf = await fetch(`${url}/api/auth/csrf`).catch(() => {
    throw unreachable()
  })
  if (!csrf.ok) throw unreachable()
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...credentials, csrfToken, callbackUrl: url, json: 'true' }).toString(),
    redirect: 'manual',
  })
  if (answer.ok) return
  if (answer.status === 429) throw new KithError('rate_limited', 'Too many tries. Wait a little and try again.')
  if (answer.status >= 500) throw unreachable()
  throw new KithError('unauthenticated', 'The user name or the password is wrong.')
}
