import type { Contact, Me, Profile } from '@/contracts/dto'
import type { Actor, Ports } from './ports'

export interface People {
  readonly contacts: readonly Contact[]
  readonly blocked: readonly Profile[]
  /** What the actor may on this server. */
  readonly role: Me['role']
  /** All of it is of this version, or newer. */
  readonly privateVersion: number
}

/** The actor's contacts, whom they block, and whether they administer the server. */
export function listContacts({ contacts, blocks, users }: Pick<Ports, 'contacts' | 'blocks' | 'users'>) {
  return async ({ userId }: Pick<Actor, 'userId'>): Promise<People> => {
    const [known, blocked] = await Promise.all([contacts.list(userId), blocks.list(userId)])
    const privateVersion = Math.min(known.privateVersion, blocked.privateVersion)
    const { role } = await users.profile(userId)
    return { contacts: known.contacts, blocked: blocked.blocked, role, privateVersion }
  }
}
