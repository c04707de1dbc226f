import type { MessageInfo, MessageRecipient } from '@/contracts/dto'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { covers, maySee } from '@/server/domain/visibility'
import { apartSince } from './blocks'
import type { MemoryConversation, MemoryMember, MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { conversationFor } from './present'

export function messageInfo(world: MemoryWorld, userId: UserId, conversationId: ConversationId, seq: Seq): MessageInfo {
  const { conversation, member: asker } = openTo(world, userId, conversationId)
  const row = conversation.log[seq - 1]
  if (row?.kind !== 'message:posted' || row.messageId === null || row.actorId !== userId || !maySee(asker, seq))
    throw notFound('message')
  const places = (world.messages.get(row.messageId)?.placements ?? []).flatMap((place) => {
    const there = world.conversations.get(place.conversationId)
    const me = there?.members.get(userId)
    if (there === undefined || me === undefined || !maySee(me, place.seq)) return []
    const until = endedAt(there, me)
    const { receiptsShown } = conversationFor(there, me)
    const recipients = [...there.members.values()]
      .filter((member) => member.userId !== userId)
      .map((member) => recipientOf(there, member, place.seq, until, apartSince(world, userId, member.userId)))
      .filter((recipient) => recipient !== null)
      .map((recipient) => (receiptsShown ? recipient : { ...recipient, seenAt: null }))
    return [{ conversationId: place.conversationId, seq: place.seq, recipients }]
  })
  return { messageId: row.messageId, places }
}

/** Who was in it then, and either still is or got the message. */
function recipientOf(
  { identity, moves }: MemoryConversation,
  member: MemoryMember,
  seq: Seq,
  until: Instant | null,
  apart: Instant | null,
): MessageRecipient | null {
  const direct = identity.kind === 'direct'
  const at = (kind: 'delivered' | 'seen') => {
    const move = moves.find(
      (other) => other.userId === member.userId && other.kind === kind && other.from < seq && seq <= other.to,
    )
    if (move === undefined || !covers(member.intervals, seq) || (until !== null && move.at > until)) return null
    return direct && apart !== null && move.at >= apart ? null : move.at
  }
  const [deliveredAt, seenAt] = [at('delivered'), at('seen')]
  const got = deliveredAt !== null || seenAt !== null
  const waitedFor = member.active && member.joinedSeq <= seq
  if (!(direct || covers(member.intervals, seq)) || !(got || waitedFor)) return null
  return { userId: member.userId, deliveredAt, seenAt }
}

/** When the asker's last stay ended: what was delivered later is not for them. */
function endedAt(conversation: MemoryConversation, { active, changedSeq }: MemoryMember): Instant | null {
  return active ? null : (conversation.log[changedSeq - 1]?.at ?? null)
}
