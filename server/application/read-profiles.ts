import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Actor, Ports } from './ports'

/** The profiles of those who exist, in no particular order. */
export function readProfiles({ users }: Pick<Ports, 'users'>) {
  return (_actor: Actor, userIds: readonly UserId[]): Promise<readonly Profile[]> =>
    users.profiles([...new Set(userIds)])
}
