import type { Contact, Profile } from '@/contracts/dto'
import type { Actor, Ports } from './ports'

export interface People {
  readonly contacts: readonly Contact[]
  readonly blocked: readonly Profile[]
  /** Both lists are of this version, or newer. */
  readonly privateVersion: number
}

/** The actor's contacts, and whom they block. */
export function listContacts({ contacts, blocks }: Pick<Ports, 'contacts' | 'blocks'>) {
  return async ({ userId }: Pick<Actor, 'userId'>): Promise<People> => {
    const [known, blocked] = await Promise.all([contacts.list(userId), blocks.list(userId)])
    const privateVersion = Math.min(known.privateVersion, blocked.privateVersion)
    return { contacts: known.contacts, blocked: blocked.blocked, privateVersion }
  }
}
