import type { Contact, Invitation, Profile } from '@/contracts/dto'
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

/** Invitations by people as they are known now. The same list when none is newer. */
export function byPeople(
  invitations: readonly Invitation[],
  people: ReadonlyMap<UserId, Profile>,
): readonly Invitation[] {
  const newest = newestOf(
    invitations.map(({ by }) => by),
    people,
  )
  if (newest.every((by, index) => by === invitations[index]?.by)) return invitations
  return invitations.map((one, index) => ({ ...one, by: newest[index] ?? one.by }))
}

/** Profiles as they are known now. The same list when none is newer. */
export function newestOf(profiles: readonly Profile[], people: ReadonlyMap<UserId, Profile>): readonly Profile[] {
  const newest = profiles.map((profile) => {
    const known = people.get(profile.id)
    return known && known.version > profile.version ? known : profile
  })
  return newest.some((profile, index) => profile !== profiles[index]) ? newest : profiles
}
