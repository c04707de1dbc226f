import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import type { Actor, Ports } from './ports'
import { type PrivateChanged, tellPrivateChange } from './tell-private-change'

type ContactPorts = Pick<Ports, 'contacts' | 'relay'>

/** @throws KithError `not_found`, `invalid` for oneself */
export function addContact(ports: ContactPorts) {
  const tell = tellOwner(ports)
  return async (actor: Actor, userId: UserId): Promise<PrivateChanged> => {
    if (actor.userId === userId) throw new KithError('invalid', "You can't be your own contact.")
    return tell(actor, await ports.contacts.add(actor.userId, userId))
  }
}

/** `name` null shows their own again. @throws KithError `not_found` */
export function renameContact(ports: ContactPorts) {
  const tell = tellOwner(ports)
  return async (actor: Actor, userId: UserId, name: string | null): Promise<PrivateChanged> =>
    tell(actor, await ports.contacts.rename(actor.userId, userId, name))
}

export function removeContact(ports: ContactPorts) {
  const tell = tellOwner(ports)
  return async (actor: Actor, userId: UserId): Promise<PrivateChanged> =>
    tell(actor, await ports.contacts.remove(actor.userId, userId))
}

function tellOwner(ports: ContactPorts) {
  const tell = tellPrivateChange(ports)
  return ({ userId }: Actor, privateVersion: number): Promise<PrivateChanged> => tell(userId, { privateVersion })
}
