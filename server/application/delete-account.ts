import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import { takeBack } from './change-message'
import { endSessions } from './end-sessions'
import type { Ports } from './ports'
import { publishChange } from './publish-change'
import { publishProfile } from './publish-profile'
import { tellPrivateChange } from './tell-private-change'

export interface AccountDeletion {
  readonly password: string
  /** What they said goes too, for everyone. */
  readonly messages: boolean
}

type Asked = Pick<Ports, 'users' | 'passwords' | 'attempts' | 'relay' | 'leaving'>

/**
 * Deletes the account: at once nobody can use it, and others see "Deleted account". The rest follows.
 * @throws KithError `not_allowed` for a wrong password and the only admin, `rate_limited`
 */
export function deleteAccount(ports: Asked) {
  const { users, passwords, attempts, leaving } = ports
  const end = endSessions(ports)
  const publish = publishProfile(ports)
  return async ({ userId }: Actor, { password, messages }: AccountDeletion, address: string): Promise<void> => {
    await attempts.begin('password', address, userId)
    if (!(await passwords.verify(await users.passwordHash(userId), password))) {
      throw new KithError('not_allowed', 'The password is wrong. Check it and try again.')
    }
    await attempts.succeeded('password', address, userId)
    const retired = await leaving.retire(userId, messages)
    if (retired === null) return
    await end(userId, retired.sessionIds)
    const gone = { userId, online: false, lastSeenAt: null }
    ports.relay.publish([`presence.${userId}`], { name: 'presence:changed', payload: gone })
    await publish(userId)
  }
}

type Needed = Pick<
  Ports,
  'leaving' | 'conversations' | 'messages' | 'files' | 'pictures' | 'relay' | 'jobs' | 'notificationQueue'
>

const AT_ONCE = 100

/**
 * Has everything go that went with deleted accounts: what they said, if they wanted so; their chats and groups; what was
 * theirs alone. Killed anywhere, or told to stop by `signal`, the next call goes on.
 */
export function forgetAccounts(ports: Needed) {
  return async (signal?: AbortSignal): Promise<void> => {
    const failures: unknown[] = []
    for (const userId of await ports.leaving.due()) {
      if (signal?.aborted) break
      await ports.leaving
        .alone(userId, () => forget(ports, userId, signal))
        .catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }
}

async function forget(ports: Needed, userId: UserId, signal?: AbortSignal): Promise<void> {
  const tell = tellPrivateChange(ports)
  // Messages first: who is in a group no more is told nothing of what changes in it.
  if (!(await takeMessages(ports, userId, signal))) return
  if (!(await leaveChats(ports, userId, signal))) return
  const { released, concerned } = await ports.leaving.forget(userId)
  for (const { userId: owner, privateVersion } of concerned) await tell(owner, { privateVersion })
  await ports.files.release(released)
  await ports.leaving.forgotten(userId)
}

/** False: it was told to stop. */
async function takeMessages(ports: Needed, userId: UserId, signal?: AbortSignal): Promise<boolean> {
  const take = takeBack(ports)
  for (;;) {
    const places = await ports.leaving.messagesLeft(userId, AT_ONCE)
    if (places.length === 0) return true
    for (const place of places) {
      if (signal?.aborted) return false
      const changed = await take({ userId }, place)
      ports.notificationQueue.changed(changed)
      await ports.jobs.lookBehindLink(changed)
    }
  }
}

/** False: it was told to stop. */
async function leaveChats(ports: Needed, userId: UserId, signal?: AbortSignal): Promise<boolean> {
  const publish = publishChange(ports)
  for (;;) {
    const chats = await ports.leaving.chatsLeft(userId, AT_ONCE)
    if (chats.length === 0) return true
    for (const conversationId of chats) {
      if (signal?.aborted) return false
      const { picture, state: _, ...change } = await ports.conversations.clear(userId, conversationId, true)
      await publish(change)
      if (picture !== null) await ports.pictures.release(picture)
    }
  }
}
