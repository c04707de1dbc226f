import type { Standing } from '@/server/application/grouped-by-places'
import { maySee } from '@/server/domain/visibility'
import type { MemoryMessage, MemoryWorld } from './memory-world'

/** The places of a message, each with those who may see it there. */
export function standingsOf(world: MemoryWorld, { placements }: MemoryMessage): readonly Standing[] {
  return placements.map(({ conversationId, seq, mentions, expiresAt }) => {
    const members = [...(world.conversations.get(conversationId)?.members.values() ?? [])]
    const userIds = members.filter((member) => maySee(member, seq)).map(({ userId }) => userId)
    return { conversationId, seq, mentions, expiresAt, userIds }
  })
}
