import type { UserId } from '@/contracts/ids'
import type { Admin, Contacts, NewUser, Sessions, Users } from './account-ports'
import type { Pictures } from './file-ports'
import type { PushSubscriptions } from './notification-ports'
import type { Privacy } from './privacy-ports'

/** The account's ports on one store, with nothing in it. */
export interface AccountPorts {
  readonly users: Users
  readonly sessions: Sessions
  readonly contacts: Contacts
  readonly pictures: Pictures
  readonly admin: Admin
  readonly privacy: Privacy
  readonly pushSubscriptions: PushSubscriptions
  block(userId: UserId, blockedId: UserId): Promise<void>
  passTime(ms: number): Promise<void>
}

export type OpenAccounts = () => Promise<AccountPorts>

export const OPEN_DOOR = { inviteHash: null }

export const newUser = (userName: string, fullName = userName): NewUser => ({
  userName,
  userNameKey: userName.toLowerCase(),
  fullName,
  searchKey: `${userName} ${fullName}`.toLowerCase(),
  passwordHash: `hash of ${userName}'s password`,
})

/** Makes users, the first of them the admin; answers their ids. */
export async function makeUsers({ users }: AccountPorts, ...userNames: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const userName of userNames) ids.push((await users.create(newUser(userName), OPEN_DOOR)).profile.id)
  return ids
}
