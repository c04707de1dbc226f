import { arrive } from '@/client/remembered-account'
import type { Refusal } from '@/components/refusal'

interface Credentials {
  readonly userName: string
  readonly password: string
}

const WRONG: Refusal = { code: 'unauthenticated', message: 'That user name and password don’t go together.' }

let expected: Promise<string> | null = null

async function csrfToken(): Promise<string> {
  const answer = await fetch('/api/auth/csrf', { cache: 'no-store' })
  const { csrfToken: token } = (await answer.json()) as { csrfToken: string }
  return token
}

/** Asks for what a sign-in needs while the person still types. */
export function expectSignIn(): void {
  expected ??= csrfToken()
  expected.catch(() => {
    expected = null
  })
}

const post = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(path, { method: 'POST', body: new URLSearchParams({ ...fields, json: 'true', callbackUrl: '/' }) })

interface Posted {
  readonly answer: Response
  readonly error: string | null
  /** The token and its cookie didn't go together. */
  readonly outdated: boolean
}

async function postCredentials(credentials: Credentials, token: Promise<string>): Promise<Posted> {
  const answer = await post('/api/auth/callback/credentials', { ...credentials, csrfToken: await token })
  const { url } = (await answer.json().catch(() => ({}))) as { url?: string }
  const told = url ? new URL(url, location.href).searchParams : null
  return { answer, error: told?.get('error') ?? null, outdated: told?.has('csrf') ?? false }
}

/**
 * Starts a session by next-auth's credentials flow; null: it worked. Its own client isn't used because that leaves the
 * page when the server can't be reached. Throws TypeError when there is no network.
 */
export async function signIn({ userName, password }: Credentials): Promise<Refusal | null> {
  const early = expected?.catch(csrfToken)
  expected = null
  const first = await postCredentials({ userName, password }, early ?? csrfToken())
  // Its cookie may have gone meanwhile.
  const { answer, error, outdated } = first.outdated
    ? await postCredentials({ userName, password }, csrfToken())
    : first
  if (answer.ok && !error && !outdated) {
    await arrive().catch(() => {})
    return null
  }
  if (error && /\s/.test(error)) return { code: 'busy', message: error }
  if (outdated || answer.status >= 500)
    return { code: 'internal', message: 'The server couldn’t sign you in. Try again.' }
  return WRONG
}

/** Fails before anything is lost when the server can't be reached: call it first, then wipe, then end. */
export async function prepareSignOut(): Promise<() => Promise<void>> {
  const token = await csrfToken()
  return async () => {
    const answer = await post('/api/auth/signout', { csrfToken: token })
    if (!answer.ok) throw new Error('The server couldn’t sign you out. Try again.')
  }
}
