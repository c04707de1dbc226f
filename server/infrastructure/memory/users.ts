import type { Profile } from '@/contracts/dto'
import type { NewUser, SignUpGate, Users } from '@/server/application/account-ports'
import { KithError } from '@/server/domain/errors'
import { type MemoryAccounts, type StoredUser, userOf } from './accounts'
import { isShown, NOTHING_HIDDEN, shownProfile } from './privacy'

export function memoryUsers(accounts: MemoryAccounts): Users {
  const all = (): StoredUser[] => [...accounts.users.values()]
  return {
    create: async (user, gate) => createUser(accounts, user, gate),
    async credentials(userNameKey) {
      const user = all().find((one) => one.userNameKey === userNameKey)
      return user === undefined ? null : { userId: user.profile.id, passwordHash: user.passwordHash }
    },
    passwordHash: async (userId) => userOf(accounts, userId).passwordHash,
    async setPassword(userId, passwordHash, keep) {
      userOf(accounts, userId).passwordHash = passwordHash
      const others = [...accounts.sessions.values()].filter(
        (session) => session.userId === userId && session.id !== keep && !session.revoked,
      )
      for (const session of others) session.revoked = true
      return others.map(({ id }) => id)
    },
    async profile(userId) {
      const { profile, role } = userOf(accounts, userId)
      return { ...profile, role }
    },
    profiles: async (looks) =>
      looks.flatMap(({ viewerId, userId }) => {
        const profile = accounts.users.get(userId)?.profile
        return profile === undefined ? [] : [{ viewerId, userId, profile: shownProfile(accounts, profile, viewerId) }]
      }),
    newer: async (versions) =>
      [...versions].flatMap(([userId, version]) =>
        (accounts.users.get(userId)?.profile.version ?? 0) > version ? [userId] : [],
      ),
    search: async (userId, foldedQuery, limit) =>
      search(
        all().filter(({ profile }) => profile.id !== userId),
        foldedQuery,
      )
        .slice(0, limit)
        .map((profile) => shownProfile(accounts, profile, userId)),
    async change(userId, { searchKey, ...change }) {
      const user = userOf(accounts, userId)
      if (searchKey !== undefined) user.searchKey = searchKey
      user.profile = { ...user.profile, ...change, version: user.profile.version + 1 }
      return user.profile
    },
    async audience(userId) {
      const owners = all().flatMap(({ profile, contacts }) => (contacts.has(userId) ? [profile.id] : []))
      return [...new Set([...owners, ...accounts.coMembers(userId)])]
    },
    watchable: async (looks) =>
      looks.filter(({ viewerId, userId }) => {
        const known = [...(accounts.users.get(viewerId)?.contacts.keys() ?? []), ...accounts.coMembers(viewerId)]
        return known.includes(userId) && isShown(accounts, 'lastSeen', userId, viewerId)
      }),
    any: async () => accounts.users.size > 0,
  }
}

function createUser(accounts: MemoryAccounts, user: NewUser, gate: SignUpGate) {
  const first = accounts.users.size === 0
  const invite = first || accounts.signUpOpen ? null : openInvite(accounts, gate)
  if ([...accounts.users.values()].some(({ userNameKey }) => userNameKey === user.userNameKey)) {
    throw new KithError('taken', 'This user name, or one that looks like it, is taken. Choose another one.')
  }
  if (invite !== null) invite.uses += 1
  const { userName, fullName, ...rest } = user
  const profile: Profile = { id: accounts.nextId(), userName, fullName, about: '', pictureId: null, version: 1 }
  const role = first ? 'admin' : 'user'
  accounts.users.set(profile.id, {
    ...rest,
    profile,
    role,
    privateVersion: 1,
    contacts: new Map(),
    privacy: NOTHING_HIDDEN,
  })
  return { profile, role } as const
}

function openInvite(accounts: MemoryAccounts, { inviteHash }: SignUpGate) {
  const invite = [...accounts.invites.values()].find(({ tokenHash }) => tokenHash === inviteHash)
  if (
    invite === undefined ||
    invite.revoked ||
    invite.uses >= invite.maxUses ||
    Date.parse(invite.expiresAt) <= accounts.now()
  ) {
    throw new KithError('sign_up_closed', 'Sign-up is closed here. Ask the server’s admin for an invite link.')
  }
  return invite
}

function search(users: readonly StoredUser[], query: string): Profile[] {
  const sorted = [...users].sort((a, b) => (a.searchKey < b.searchKey ? -1 : 1))
  const first = sorted.filter(({ searchKey }) => searchKey.startsWith(query))
  const later = sorted.filter((user) => !first.includes(user) && user.searchKey.includes(` ${query}`))
  return [...first, ...later].map(({ profile }) => profile)
}
