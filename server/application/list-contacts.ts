import type { Contact } from '@/contracts/dto'
import type { Actor, Ports } from './ports'

export function listContacts({ contacts }: Pick<Ports, 'contacts'>) {
  return ({ userId }: Actor): Promise<{ contacts: readonly Contact[]; privateVersion: number }> => contacts.list(userId)
}
