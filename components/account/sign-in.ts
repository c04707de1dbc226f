import { arrive } from '@/client/remembered-account'
import type { Refusal } from '@/components/refusal'

interface Credentials {
  readonly userName: string
  readonly password: string
}

const WRONG: Refusal = { code: 'unauthenticated', message: 'That user name and password don’t go together.' }

async function csrfToken(): Promise<string> {
  const answer = await fetch('/api/auth/csrf', { cache: 'no-store' })
  const { csrfToken: token } = (await answer.json()) as { csrfToken: string }
  return token
}

const post = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(path, { method: 'POST', body: new URLSearchParams({ ...fields, json: 'true', callbackUrl: '/' }) })

/**
 * Starts a session by next-auth's credentials flow; null: it worked. Its own client isn't used because that leaves the
 * page when the server can't be reached. Throws TypeError when there is no network.
 */
export async function signIn({ userName, password }: Credentials): Promise<Refusal | null> {
  const answer = await post('/api/auth/callback/credentials', { userName, password, csrfToken: await csrfToken() })
  const { url } = (await answer.json().catch(() => ({}))) as { url?: string }
  const error = url ? new URL(url, location.href).searchParams.get('error') : null
  if (answer.ok && !error) {
    await arrive().catch(() => {})
    return null
  }
  if (error && /\s/.test(error)) return { code: 'busy', message: error }
  return answer.status >= 500 ? { code: 'internal', message: 'The server couldn’t sign you in. Try again.' } : WRONG
}

/** Fails before anything is lost when the server can't be reached: call it first, then wipe, then end. */
export async function prepareSignOut(): Promise<() => Promise<void>> {
  const token = await csrfToken()
  return async () => {
    const answer = await post('/api/auth/signout', { csrfToken: token })
    if (!answer.ok) throw new Error('The server couldn’t sign you out. Try again.')
  }
}
