import type { UserId } from '@/contracts/ids'
import type { Contacts } from '@/server/application/ports'
import { notFound } from '@/server/domain/errors'
import { type MemoryAccounts, userOf } from './accounts'

export function memoryContacts(accounts: MemoryAccounts): Contacts {
  const known = (ownerId: UserId, userId: UserId) => {
    const owner = userOf(accounts, ownerId)
    if (!owner.contacts.has(userId)) throw notFound('contact')
    return owner
  }
  return {
    async list(ownerId) {
      const { contacts, privateVersion } = userOf(accounts, ownerId)
      const shown = ([userId, name]: [UserId, string | null]) => ({ profile: userOf(accounts, userId).profile, name })
      const sorted = [...contacts].map(shown).sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1))
      return { contacts: sorted, privateVersion }
    },
    async add(ownerId, userId) {
      if (!accounts.users.has(userId)) throw notFound('contact')
      const owner = userOf(accounts, ownerId)
      if (!owner.contacts.has(userId)) owner.contacts.set(userId, null)
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
      return ++owner.privateVersion
    },
  }
}

const sortName = ({ profile, name }: { profile: { fullName: string }; name: string | null }): string =>
  (name ?? profile.fullName).toLowerCase()
