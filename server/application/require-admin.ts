import { requireServerAdmin } from '@/server/domain/server-admins'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** @throws KithError `not_allowed` */
export function requireAdmin({ users }: Pick<Ports, 'users'>) {
  return async ({ userId }: Actor): Promise<void> => {
    const { role } = await users.profile(userId)
    requireServerAdmin(role === 'admin')
  }
}
