import { KithError } from '@/server/domain/errors'
import type { Actor, Ports } from './ports'

/** @throws KithError `not_allowed` */
export function requireAdmin({ users }: Pick<Ports, 'users'>) {
  return async ({ userId }: Actor): Promise<void> => {
    const { role } = await users.profile(userId)
    if (role !== 'admin') throw new KithError('not_allowed', 'Only the server’s admin can do this.')
  }
}
