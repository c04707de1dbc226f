import type { Profile } from '@/contracts/dto'
import { searchKey } from '@/server/domain/search-key'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishProfile } from './publish-profile'

export function changeProfile(ports: Pick<Ports, 'users' | 'relay'>) {
  const publish = publishProfile(ports)
  return async (
    { userId }: Actor,
    { fullName, about }: { fullName?: string | undefined; about?: string | undefined },
  ): Promise<Profile> => {
    const { role: _, ...before } = await ports.users.profile(userId)
    if (fullName === undefined && about === undefined) return before
    const after = await ports.users.change(userId, {
      ...(fullName === undefined ? {} : { fullName, searchKey: searchKey(before.userName, fullName) }),
      ...(about === undefined ? {} : { about }),
    })
    await publish(userId)
    return after
  }
}
