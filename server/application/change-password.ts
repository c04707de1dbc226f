import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import { endSessions } from './end-sessions'
import type { Ports } from './ports'

export interface PasswordChange {
  readonly current: string
  readonly next: string
}

/** Also signs the user's other devices out. @throws KithError `not_allowed`, `rate_limited` */
export function changePassword(ports: Pick<Ports, 'users' | 'passwords' | 'attempts' | 'relay'>) {
  const { users, passwords, attempts } = ports
  const end = endSessions(ports)
  return async ({ userId, sessionId }: Actor, { current, next }: PasswordChange, address: string): Promise<void> => {
    await attempts.begin('password', address, userId)
    if (!(await passwords.verify(await users.passwordHash(userId), current))) {
      throw new KithError('not_allowed', 'The present password is wrong. Check it and try again.')
    }
    await attempts.succeeded('password', address, userId)
    await end(userId, await users.setPassword(userId, await passwords.hash(next), sessionId))
  }
}
