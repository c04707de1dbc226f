import type { PrivacySettings, Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Privacy } from '@/server/application/privacy-ports'
import { notFound } from '@/server/domain/errors'
import { isMutual, maySee, type PrivacyTopic } from '@/server/domain/privacy'
import { type MemoryAccounts, userOf } from './accounts'

const OPEN = { audience: 'everybody', exceptions: [] } as const

export const NOTHING_HIDDEN: PrivacySettings = {
  lastSeen: OPEN,
  picture: OPEN,
  about: OPEN,
  receipts: OPEN,
  typing: OPEN,
  chats: OPEN,
  groups: OPEN,
}

export function memoryPrivacy(accounts: MemoryAccounts): Privacy {
  return {
    read: async (userId) => userOf(accounts, userId).privacy,
    async change(userId, { topic, audience, exceptions }) {
      const user = userOf(accounts, userId)
      if (exceptions.some((one) => !accounts.users.has(one.userId))) throw notFound('person')
      const sorted = [...exceptions].sort((a, b) => Number(a.userId) - Number(b.userId))
      user.privacy = { ...user.privacy, [topic]: { audience, exceptions: sorted } }
      user.profile = { ...user.profile, version: user.profile.version + 1 }
      user.privateVersion += 1
      return { settings: user.privacy, privateVersion: user.privateVersion }
    },
    allowed: async (topic, ownerId, viewerIds) => viewerIds.filter((id) => isShown(accounts, topic, ownerId, id)),
    async seenAnew(userIds) {
      for (const id of userIds) {
        const user = accounts.users.get(id)
        if (user !== undefined) user.profile = { ...user.profile, version: user.profile.version + 1 }
      }
    },
  }
}

/** Whether the viewer may see it; of what is mutual, also whether the owner may see theirs. */
export function isShown(accounts: MemoryAccounts, topic: PrivacyTopic, ownerId: UserId, viewerId: UserId): boolean {
  if (ownerId === viewerId) return true
  if (isMutual(topic) && !shows(accounts, topic, viewerId, ownerId)) return false
  return shows(accounts, topic, ownerId, viewerId)
}

/** As two people have decided about each other, whether or not one blocks the other. */
export function bothShow(accounts: MemoryAccounts, topic: PrivacyTopic, one: UserId, other: UserId): boolean {
  return shows(accounts, topic, one, other, false) && shows(accounts, topic, other, one, false)
}

export function shownProfile(accounts: MemoryAccounts, profile: Profile, viewerId: UserId): Profile {
  return {
    ...profile,
    about: isShown(accounts, 'about', profile.id, viewerId) ? profile.about : '',
    pictureId: isShown(accounts, 'picture', profile.id, viewerId) ? profile.pictureId : null,
  }
}

export function shows(
  accounts: MemoryAccounts,
  topic: PrivacyTopic,
  ownerId: UserId,
  viewerId: UserId,
  blocked = accounts.apart(ownerId, viewerId),
): boolean {
  const owner = accounts.users.get(ownerId)
  if (owner === undefined) return false
  const { audience, exceptions } = owner.privacy[topic]
  return maySee({
    audience,
    isContact: owner.contacts.has(viewerId),
    exception: exceptions.find(({ userId }) => userId === viewerId)?.allowed ?? null,
    blocked,
  })
}
