import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** The profiles of those who exist, as the actor may see them, in no particular order. */
export function readProfiles({ users }: { readonly users: Pick<Ports['users'], 'profiles'> }) {
  return async (
    { userId: viewerId }: Pick<Actor, 'userId'>,
    userIds: readonly UserId[],
  ): Promise<readonly Profile[]> => {
    const shown = await users.profiles([...new Set(userIds)].map((userId) => ({ viewerId, userId })))
    return shown.map(({ profile }) => profile)
  }
}
