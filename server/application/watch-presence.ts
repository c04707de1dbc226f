import type { Presence } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Actor, Ports } from './ports'

/** How those of `userIds` are whom the actor may follow. `follow` is awaited before they are read: subscribe, then load. */
export function watchPresence({ users, presence }: Pick<Ports, 'users' | 'presence'>) {
  return async (
    actor: Actor,
    userIds: readonly UserId[],
    follow: (watchable: readonly UserId[]) => Promise<void>,
  ): Promise<readonly Presence[]> => {
    const watchable = userIds.length === 0 ? [] : await users.watchable(actor.userId, userIds)
    await follow(watchable)
    return watchable.length === 0 ? [] : presence.read(watchable)
  }
}
