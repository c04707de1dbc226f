import type { UserId } from '@/contracts/ids'
import { KithError } from './errors'

const NO_ADMIN = 'Only the server’s admins can do this.'

/** @throws KithError `not_allowed` */
export function requireServerAdmin(isAdmin: boolean): void {
  if (!isAdmin) throw new KithError('not_allowed', NO_ADMIN)
}

/**
 * Whether `userId` has to change to be an admin, or none. @param admins those there are now
 * @throws KithError `not_allowed` for an actor who is none, and where nobody would be left
 */
export function changesAdmins(admins: readonly UserId[], actorId: UserId, userId: UserId, admin: boolean): boolean {
  requireServerAdmin(admins.includes(actorId))
  if (admins.includes(userId) === admin) return false
  if (!admin && admins.length === 1) {
    throw new KithError(
      'not_allowed',
      'This is the server’s only admin, and it can’t be without one. Add another first.',
    )
  }
  return true
}
