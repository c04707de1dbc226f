import type { StickerId, UserId } from '@/contracts/ids'
import { maySee } from '@/server/domain/visibility'
import type { MemoryPack, MemorySticker, MemoryWorld } from './memory-world'

export function stickerIn(
  world: MemoryWorld,
  stickerId: StickerId,
): { pack: MemoryPack; sticker: MemorySticker } | null {
  for (const pack of world.packs.values()) {
    const sticker = pack.stickers.find(({ id }) => id === stickerId)
    if (sticker) return { pack, sticker }
  }
  return null
}

/** Whether a user may see and use a sticker: shipped, theirs, liked or used before, or in a message that they may see. */
export function isAtHand(world: MemoryWorld, userId: UserId, stickerId: StickerId): boolean {
  const found = stickerIn(world, stickerId)
  if (found === null) return false
  const { ownerId } = found.pack
  const theirs = ownerId === null || ownerId === userId
  return theirs || world.likes.has(`${userId}/${stickerId}`) || wasShown(world, userId, stickerId)
}

/** To who is there now: who left gets nothing any more. */
function wasShown(world: MemoryWorld, userId: UserId, stickerId: StickerId): boolean {
  return [...world.messages.values()]
    .filter(({ attachments }) => attachments.some(({ told }) => told.sticker?.id === stickerId))
    .some(({ placements }) =>
      placements.some(({ conversationId, seq, deletedBy }) => {
        const member = world.conversations.get(conversationId)?.members.get(userId)
        return deletedBy === null && member?.active === true && maySee(member, seq)
      }),
    )
}
