import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import { databasePrivacy } from '@/server/infrastructure/database/privacy'
import type { MemoryWorld } from '@/server/infrastructure/memory/memory-world'

/** From now on nobody starts a chat with somebody, or adds them to groups, without asking them first; or everybody does. */
export type AskFirst = (userId: UserId, topic: 'chats' | 'groups', first: boolean) => Promise<void>

export function askFirstInDatabase(pool: pg.Pool): AskFirst {
  const privacy = databasePrivacy(pool)
  return async (userId, topic, first) => {
    await privacy.change(userId, { topic, audience: first ? 'nobody' : 'everybody', exceptions: [] })
  }
}

export function askFirstInMemory(world: MemoryWorld): AskFirst {
  return async (userId, topic, first) => {
    const user = world.users.get(userId)
    if (user === undefined) throw new Error(`There is no user ${userId}.`)
    if (first) world.askFirst.add(`${topic}/${userId}`)
    else world.askFirst.delete(`${topic}/${userId}`)
    user.privateVersion += 1
    user.profile = { ...user.profile, version: user.profile.version + 1 }
  }
}
