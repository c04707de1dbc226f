import type { UserId } from '@/contracts/ids'
import type { Ports } from './ports'

/** People as somebody would add them to a group: those who block them can't be. */
export function whoCanBeAdded({ blocks }: Pick<Ports, 'blocks'>) {
  return async (actorId: UserId, userIds: readonly UserId[]) => {
    const notAdded = await blocks.blocking(actorId, userIds)
    return { added: userIds.filter((userId) => !notAdded.includes(userId)), notAdded }
  }
}
