import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishSeenAnew } from './publish-profile'
import { type PrivateChanged, tellPrivateChange } from './tell-private-change'

type ContactPorts = Pick<Ports, 'contacts' | 'privacy' | 'users' | 'relay'>

/** @throws KithError `not_found`, `invalid` for oneself */
export function addContact(ports: ContactPorts) {
  const tell = tellOwner(ports)
  return async (actor: Actor, userId: UserId): Promise<PrivateChanged> => {
    if (actor.userId === userId) throw new KithError('invalid', "You can't be your own contact.")
    return tell(actor, userId, await ports.contacts.add(actor.userId, userId))
  }
}

/** `name` null shows their own again. @throws KithError `not_found` */
export function renameContact(ports: ContactPorts) {
  const tell = tellOwner(ports)
  return async (actor: Actor, userId: UserId, name: string | null): Promise<PrivateChanged> =>
    tell(actor, userId, await ports.contacts.rename(actor.userId, userId, name))
}

export function removeContact(ports: ContactPorts) {
  const tell = tellOwner(ports)
  return async (actor: Actor, userId: UserId): Promise<PrivateChanged> =>
    tell(actor, userId, await ports.contacts.remove(actor.userId, userId))
}

/** The other one is told only where the owner shows contacts something that others don't see. */
function tellOwner(ports: ContactPorts) {
  const tell = tellPrivateChange(ports)
  const publish = publishSeenAnew(ports)
  return async (actor: Actor, otherId: UserId, privateVersion: number): Promise<PrivateChanged> => {
    const changed = await tell(actor.userId, { privateVersion })
    const { picture, about } = await ports.privacy.read(actor.userId)
    const sees = [picture, about].some(({ audience }) => audience === 'contacts')
    await publish(actor.userId, sees ? [otherId] : [])
    return changed
  }
}
