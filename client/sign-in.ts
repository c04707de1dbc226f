import { asRefusal, unreachable } from './refusal'
import type { Fetch } from './trpc'

export interface Credentials {
  readonly userName: string
  readonly password: string
}

/**
 * Signs in as the sign-in page does; `fetch` keeps the session's cookie.
 * @throws KithError what the server refused with, or `busy` when it can't be reached
 */
export async function signIn(url: string, fetch: Fetch, credentials: Credentials): Promise<void> {
  const csrf = await fetch(`${url}/api/auth/csrf`).catch((error: unknown) => {
    throw unreachable(error)
  })
  if (!csrf.ok) throw unreachable(csrf.status)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...credentials, csrfToken, callbackUrl: url, json: 'true' }).toString(),
    redirect: 'manual',
  })
  if (answer.ok) return
  const { kith } = (await answer.json().catch(() => ({}))) as { kith?: unknown }
  throw asRefusal(kith)
}
