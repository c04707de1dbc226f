import type { UserId } from '@/contracts/ids'
import type { BlockChange, Blocks } from '@/server/application/block-ports'
import { notFound } from '@/server/domain/errors'
import { pairKeyOf } from '@/server/domain/pair'
import { voidBetween } from './invitations'
import type { MemoryConversation, MemoryUser, MemoryWorld } from './memory-world'
import { settleReceipts } from './move-marks'

export function memoryBlocks(world: MemoryWorld): Blocks {
  const userOf = (userId: UserId): MemoryUser => {
    const user = world.users.get(userId)
    if (user === undefined) throw notFound('person')
    return user
  }
  const changed = (userId: UserId, otherId: UserId): BlockChange => {
    const key = pairKeyOf(userId, otherId)
    const chat = [...world.conversations.values()].find(
      ({ identity, retired }) => identity.pair?.join(':') === key && !retired,
    )
    const receipts = chat ? settleReceipts(world, chat, null) : []
    // Each sees the other's profile differently now.
    for (const user of [userOf(userId), userOf(otherId)]) {
      user.profile = { ...user.profile, version: user.profile.version + 1 }
    }
    userOf(userId).privateVersion += 1
    const concerned = voidBetween(world, userId, otherId)
    return { privateVersion: userOf(userId).privateVersion, receipts, concerned }
  }
  return {
    list: async (userId) => {
      const mine = [...world.blocks.keys()].map((key) => key.split('/')).filter(([by]) => by === userId)
      const blocked = mine.map(([, blockedId = '']) => userOf(blockedId).profile)
      blocked.sort((a, b) => (a.fullName.toLowerCase() < b.fullName.toLowerCase() ? -1 : 1))
      return { blocked, privateVersion: userOf(userId).privateVersion }
    },
    block: async (userId, blockedId) => {
      userOf(blockedId)
      const key = `${userId}/${blockedId}`
      if (!world.blocks.has(key)) world.blocks.set(key, world.now())
      return changed(userId, blockedId)
    },
    unblock: async (userId, blockedId) => {
      userOf(blockedId)
      world.blocks.delete(`${userId}/${blockedId}`)
      return changed(userId, blockedId)
    },
    blocking: async (userId, userIds) => userIds.filter((id) => blocks(world, id, userId)),
  }
}

export function blocks(world: MemoryWorld, userId: UserId, blockedId: UserId): boolean {
  return world.blocks.has(`${userId}/${blockedId}`)
}

/** Since when one of the two blocks the other; null: neither does. */
export function apartSince(world: MemoryWorld, one: UserId, other: UserId): string | null {
  const times = [world.blocks.get(`${one}/${other}`), world.blocks.get(`${other}/${one}`)]
  return times.flatMap((at) => at ?? []).sort()[0] ?? null
}

/** Of a chat of two: the other's name, if the user blocks them. */
export function blockedIn(world: MemoryWorld, conversation: MemoryConversation | undefined, userId: UserId) {
  const other = conversation?.identity.pair?.find((id) => id !== userId)
  if (other === undefined || !blocks(world, userId, other)) return null
  return world.users.get(other)?.profile.fullName ?? ''
}
