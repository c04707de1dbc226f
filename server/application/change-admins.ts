import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { tellPrivateChange } from './tell-private-change'

/** Who administers the server, as the actor may see them. */
export function listAdmins({ admin, users }: Pick<Ports, 'admin' | 'users'>) {
  return async ({ userId: viewerId }: Actor): Promise<readonly Profile[]> => {
    const ids = await admin.admins()
    const shown = await users.profiles(ids.map((userId) => ({ viewerId, userId })))
    return ids.flatMap((id) => shown.find(({ profile }) => profile.id === id)?.profile ?? [])
  }
}

/**
 * Makes somebody an admin of the server, or none. Their open pages are told.
 * @throws KithError `not_found`, `not_allowed` for the last one, and for who is no admin (any more)
 */
export function setServerAdmin({ admin, relay }: Pick<Ports, 'admin' | 'relay'>) {
  const tell = tellPrivateChange({ relay })
  return async (actor: Actor, { userId, admin: on }: { userId: UserId; admin: boolean }): Promise<void> => {
    const privateVersion = await admin.setAdmin(actor.userId, userId, on)
    if (privateVersion !== null) await tell(userId, { privateVersion })
  }
}
