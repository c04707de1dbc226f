import { KithError } from '@/server/domain/errors'
import { userNameKey, userNameProblem } from '@/server/domain/user-name'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

export interface SignInRequest {
  readonly userName: string
  readonly password: string
  /** What the session is called in the list of sessions. */
  readonly device: string
  readonly address: string
}

/** Starts a session. @throws KithError `unauthenticated`, `rate_limited` */
export function signIn({
  users,
  sessions,
  passwords,
  attempts,
}: Pick<Ports, 'users' | 'sessions' | 'passwords' | 'attempts'>) {
  // Verified where there is no such user, so that the answer takes as long.
  let decoy: Promise<string> | null = null
  return async ({ userName, password, device, address }: SignInRequest): Promise<Actor> => {
    const key = userNameKey(userName.trim())
    await attempts.begin('sign-in', address, key)
    decoy ??= passwords.hash('nobody has this password')
    const known = userNameProblem(userName.trim()) === null ? users.credentials(key) : null
    const [decoyHash, found] = await Promise.all([decoy, known])
    const fits = await passwords.verify(found?.passwordHash ?? decoyHash, password)
    if (found === null || !fits) {
      throw new KithError('unauthenticated', 'The user name or the password is wrong. Check both and try again.')
    }
    await attempts.succeeded('sign-in', address, key)
    return { userId: found.userId, sessionId: await sessions.create(found.userId, device) }
  }
}
