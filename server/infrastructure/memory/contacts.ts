import type { UserId } from '@/contracts/ids'
import type { Contacts } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import { type MemoryAccounts, type StoredUser, userOf } from './accounts'
import { shownProfile } from './privacy'

export function memoryContacts(accounts: MemoryAccounts): Contacts {
  const known = (ownerId: UserId, userId: UserId) => {
    const owner = userOf(accounts, ownerId)
    if (!owner.contacts.has(userId)) throw notFound('contact')
    return owner
  }
  return {
    async list(ownerId) {
      const { contacts, privateVersion } = userOf(accounts, ownerId)
      const shown = ([userId, name]: [UserId, string | null]) => ({
        profile: shownProfile(accounts, userOf(accounts, userId).profile, ownerId),
        name,
      })
      const sorted = [...contacts].map(shown).sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1))
      return { contacts: sorted, privateVersion }
    },
    async add(ownerId, userId) {
      if (!accounts.users.has(userId)) throw notFound('contact')
      const owner = userOf(accounts, ownerId)
      if (!owner.contacts.has(userId)) owner.contacts.set(userId, null)
      seenAnew(owner)
      return ++owner.privateVersion
    },
    async rename(ownerId, userId, name) {
      const owner = known(ownerId, userId)
      owner.contacts.set(userId, name)
      return ++owner.privateVersion
    },
    async remove(ownerId, userId) {
      const owner = known(ownerId, userId)
      owner.contacts.delete(userId)
      seenAnew(owner)
      return ++owner.privateVersion
    },
  }
}

/** What is for contacts alone shows, or doesn't any more. */
function seenAnew(owner: StoredUser): void {
  const { picture, about } = owner.privacy
  if (picture.audience !== 'contacts' && about.audience !== 'contacts') return
  owner.profile = { ...owner.profile, version: owner.profile.version + 1 }
}

const sortName = ({ profile, name }: { profile: { fullName: string }; name: string | null }): string =>
  (name ?? profile.fullName).toLowerCase()
