import type { Contact, Invitation, Me, Profile } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

export interface People {
  readonly contacts: readonly Contact[]
  readonly blocked: readonly Profile[]
  /** The groups that wait for my yes. */
  readonly invitations: readonly Invitation[]
  /** What the actor may on this server. */
  readonly role: Me['role']
  /** All of it is of this version, or newer. */
  readonly privateVersion: number
}

type Lists = Pick<Ports, 'contacts' | 'blocks' | 'requests' | 'users'>

/** The actor's contacts, whom they block, who invites them where, and whether they administer the server. */
export function listContacts({ contacts, blocks, requests, users }: Lists) {
  return async ({ userId }: Pick<Actor, 'userId'>): Promise<People> => {
    const lists = await Promise.all([contacts.list(userId), blocks.list(userId), requests.invitations(userId)])
    const [{ contacts: known }, { blocked }, { invitations }] = lists
    const privateVersion = Math.min(...lists.map((list) => list.privateVersion))
    const { role } = await users.profile(userId)
    return { contacts: known, blocked, invitations, role, privateVersion }
  }
}
