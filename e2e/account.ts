import { randomBytes } from 'node:crypto'
import { type APIRequestContext, expect } from '@playwright/test'

export const PASSWORD = 'an umbrella for everyone'

export interface Account {
  readonly userName: string
  readonly fullName: string
}

/** A userName that nobody else of this run has. */
export const uniqueUserName = (name: string): string =>
  `${name
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
    .slice(0, 16)}.${randomBytes(4).toString('hex')}`

/** As the sign-up form does it. */
export async function createAccount(request: APIRequestContext, url: string, account: Account): Promise<void> {
  const answer = await request.post(`${url}/api/trpc/auth.signUp`, {
    data: { ...account, password: PASSWORD },
    headers: { origin: url },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** Leaves the session's cookie in the context that `request` belongs to. */
export async function signIn(
  request: APIRequestContext,
  url: string,
  userName: string,
  password = PASSWORD,
): Promise<void> {
  const { csrfToken } = await (await request.get(`${url}/api/auth/csrf`)).json()
  const answer = await request.post(`${url}/api/auth/callback/credentials`, {
    form: { userName, password, csrfToken, json: 'true', callbackUrl: '/' },
    headers: { origin: url },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}
