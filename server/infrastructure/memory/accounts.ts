import type { InviteInfo, PrivacySettings, Profile } from '@/contracts/dto'
import type { Instant, PictureId, SessionId, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'

export interface StoredUser {
  profile: Profile
  readonly userNameKey: string
  searchKey: string
  passwordHash: string
  role: 'admin' | 'user'
  privateVersion: number
  /** The owner's names for them. */
  readonly contacts: Map<UserId, string | null>
  privacy: PrivacySettings
}

export interface StoredSession {
  readonly id: SessionId
  readonly userId: UserId
  readonly device: string
  readonly createdAt: Instant
  lastActiveAt: Instant
  revoked: boolean
}

export interface StoredInvite extends InviteInfo {
  readonly tokenHash: string
  uses: number
  revoked: boolean
}

/** What the fakes of the account's ports share, as the tables are shared by the real ones. */
export interface MemoryAccounts {
  readonly users: Map<UserId, StoredUser>
  readonly sessions: Map<SessionId, StoredSession>
  readonly pictures: Map<PictureId, Uint8Array>
  readonly invites: Map<string, StoredInvite>
  signUpOpen: boolean
  linkPreviews: boolean
  nextId(): string
  now(): number
  /** Those in a conversation with this user; the conversations' fake may bring its own. */
  coMembers(userId: UserId): Iterable<UserId>
  /** Whether one of the two blocks the other; likewise. */
  apart(one: UserId, other: UserId): boolean
  /** Whether a group shows the picture, to this user or at all; likewise. */
  groupShows(id: PictureId, to?: UserId): boolean
}

export function memoryAccounts(now: () => number = Date.now): MemoryAccounts {
  let lastId = 0
  return {
    users: new Map(),
    sessions: new Map(),
    pictures: new Map(),
    invites: new Map(),
    apart: () => false,
    signUpOpen: true,
    linkPreviews: true,
    nextId: () => String(++lastId),
    now,
    coMembers: () => [],
    groupShows: () => false,
  }
}

export function userOf({ users }: MemoryAccounts, userId: UserId): StoredUser {
  const user = users.get(userId)
  if (user === undefined) throw notFound('user')
  return user
}
