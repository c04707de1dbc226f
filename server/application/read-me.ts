import type { Me } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

export function readMe({ users }: Pick<Ports, 'users'>) {
  return async ({ userId, sessionId }: Actor): Promise<Me> => {
    const { role, ...profile } = await users.profile(userId)
    return { profile, role, sessionId }
  }
}
