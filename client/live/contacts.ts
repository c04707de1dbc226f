import type { Contact, Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

/** The contacts with the newest profiles that are known. The same list when none is newer. */
export function withPeople(contacts: readonly Contact[], people: ReadonlyMap<UserId, Profile>): readonly Contact[] {
  let changed = false
  const merged = contacts.map((contact) => {
    const profile = people.get(contact.profile.id)
    if (!profile || profile.version <= contact.profile.version) return contact
    changed = true
    return { ...contact, profile }
  })
  return changed ? merged : contacts
}
