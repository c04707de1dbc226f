import type { InviteInfo } from '@/contracts/dto'
import type { Admin } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import { changesAdmins } from '@/server/domain/server-admins'
import { type MemoryAccounts, type StoredInvite, userOf } from './accounts'

export function memoryAdmin(accounts: MemoryAccounts): Admin {
  return {
    settings: async () => ({ signUpOpen: accounts.signUpOpen, linkPreviews: accounts.linkPreviews }),
    async setSignUpOpen(open) {
      accounts.signUpOpen = open
    },
    async setLinkPreviews(on) {
      accounts.linkPreviews = on
    },
    admins: async () => admins(accounts),
    async setAdmin(actorId, userId, admin) {
      if (!changesAdmins(admins(accounts), actorId, userId, admin)) return null
      const user = userOf(accounts, userId)
      user.role = admin ? 'admin' : 'user'
      user.privateVersion += 1
      return user.privateVersion
    },
    async createInvite({ tokenHash, expiresAt, maxUses }) {
      const id = accounts.nextId()
      const createdAt = new Date(accounts.now()).toISOString()
      const invite: StoredInvite = { id, tokenHash, createdAt, expiresAt, maxUses, uses: 0, revoked: false }
      accounts.invites.set(id, invite)
      return toInfo(invite)
    },
    invites: async () => [...accounts.invites.values()].reverse().map(toInfo),
    async revokeInvite(id) {
      const invite = accounts.invites.get(id)
      if (invite === undefined || invite.revoked) throw notFound('invite')
      invite.revoked = true
    },
  }
}

const admins = ({ users }: MemoryAccounts) =>
  [...users.values()].flatMap(({ role, profile }) => (role === 'admin' ? [profile.id] : []))

const toInfo = ({ tokenHash: _, ...info }: StoredInvite): InviteInfo => ({ ...info })
