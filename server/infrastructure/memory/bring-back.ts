import type { Seq, UserId } from '@/contracts/ids'
import { hideSeq } from '@/server/domain/visibility'
import { forgetRequest, requestIn } from './asking'
import { apartSince, blocks } from './blocks'
import type { MemoryConversation, MemoryWorld } from './memory-world'

/**
 * Something was said: the chat is in the lists again of those who had deleted it. In a chat of two, who blocks the sender
 * never sees it, nor who refused it; who says something themselves accepts it.
 */
export function arrive(world: MemoryWorld, { identity, members }: MemoryConversation, senderId: UserId, seq: Seq) {
  const request = requestIn(world, identity.id)
  if (request?.askedId === senderId) forgetRequest(world, request)
  if (request?.askerId === senderId) request.sent += 1
  const refusedBy = request?.askerId === senderId && request.refused ? request.askedId : null
  for (const member of members.values()) {
    if (member.userId === refusedBy || (identity.pair !== null && blocks(world, member.userId, senderId))) {
      members.set(member.userId, { ...member, intervals: hideSeq(member.intervals, seq) })
    } else if (member.away && member.active) members.set(member.userId, { ...member, away: false })
  }
}

/** Something became of a message: between two of whom one blocks the other, only what is taken back gets through. */
export function keepApart(world: MemoryWorld, { identity, members }: MemoryConversation, actorId: UserId, seq: Seq) {
  if (identity.pair === null) return
  for (const member of members.values()) {
    if (member.userId === actorId || apartSince(world, actorId, member.userId) === null) continue
    members.set(member.userId, { ...member, intervals: hideSeq(member.intervals, seq) })
  }
}
