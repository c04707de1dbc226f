import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import type { PlaceMoreInput } from '@/contracts/inputs'
import { mentionsOf } from '@/server/application/grouped-by-places'
import type { Committed, MessageLog } from '@/server/application/log-ports'
import { toldOnce } from '@/server/application/told-once'
import { type AskedPlace, newPlaces } from '@/server/domain/place-message'
import { type SendRefusal, sendRefusal } from '@/server/domain/refuse-send'
import { compareIds } from '@/server/domain/roles'
import { isOver } from './apply-decision'
import { isUnanswered, standing } from './asking'
import { blockedIn, blocks } from './blocks'
import { arrive } from './bring-back'
import { changeable, committedIn, mentionedIn, messageAt } from './change-message'
import type { MemoryLogRow, MemoryMessage, MemoryPlacement, MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { acceptedBy, expiryIn, openTargets, receiptOf, type Target, targetsOf, waitingIn } from './send'

export function placeMessage(
  world: MemoryWorld,
  senderId: UserId,
  conversationId: ConversationId,
  seq: Seq,
  places: PlaceMoreInput['places'],
): Awaited<ReturnType<MessageLog['place']>> {
  const { conversation, member } = openTo(world, senderId, conversationId)
  const message = messageAt(world, conversation, seq)
  const asked = targetsOf(world, senderId, places).map((target) => askedPlace(world, senderId, message, target))
  const fresh = newPlaces(
    {
      actorId: senderId,
      member,
      conversation: {
        kind: conversation.identity.kind,
        closed: conversation.shared.closed || isOver(world, conversation),
        blocking: null,
      },
      seq,
      message: message && changeable(conversation, message, member),
      placed: message?.placements.length ?? 0,
    },
    asked,
  )
  if (message === null) throw new Error('A message that is not there was placed.')
  if (fresh.length === 0) return { placed: placedOf(world, message, senderId) }
  const opened: Committed[] = []
  const targets = openTargets(world, senderId, fresh, opened).map((target) => target.conversationId)
  const waiting = waitingIn(
    world,
    senderId,
    targets.map((conversationId) => ({ conversationId })),
  )
  const rows = store(world, message, targets)
  const committed = [...rows].flatMap(([id, row]) => committedIn(world, id, row))
  const now = world.messages.get(message.id) ?? message
  return {
    placed: placedOf(world, now, senderId),
    committed: { opened, ...acceptedBy(world, senderId, waiting), ...toldOnce(committed, new Set(targets)) },
  }
}

function placedOf(world: MemoryWorld, message: MemoryMessage, senderId: UserId) {
  const { messageId, places } = receiptOf(world, message, senderId)
  return { messageId, places }
}

function askedPlace(
  world: MemoryWorld,
  senderId: UserId,
  message: MemoryMessage | null,
  target: Target,
): Target & AskedPlace {
  if (target.userId !== undefined) {
    const name = world.users.get(target.userId)?.profile.fullName ?? null
    return { ...target, standing: 'nowhere', refusal: refusalToOpen(world, senderId, target.userId), name }
  }
  const there = world.conversations.get(target.conversationId ?? '')
  const blocked = blockedIn(world, there, senderId)
  const placement = message?.placements.find(({ conversationId }) => conversationId === target.conversationId)
  return {
    ...target,
    standing: placement === undefined ? 'nowhere' : placement.deletedBy === null ? 'there' : 'deleted',
    refusal: sendRefusal(
      there?.members.get(senderId) ?? null,
      there
        ? {
            closed: there.shared.closed || isOver(world, there),
            retired: there.retired,
            blocked: blocked !== null,
            unanswered: isUnanswered(world, there, senderId),
          }
        : null,
    ),
    name: there?.shared.name ?? blocked,
  }
}

function refusalToOpen(world: MemoryWorld, senderId: UserId, userId: UserId): SendRefusal | null {
  if (standing(world, senderId, userId).tooOften) return 'asked_often'
  return blocks(world, senderId, userId) ? 'blocking' : null
}

/** All is later than whatever was said in any of its places: by that, who has left is told nothing of it. */
function store(
  world: MemoryWorld,
  message: MemoryMessage,
  fresh: readonly ConversationId[],
): ReadonlyMap<ConversationId, MemoryLogRow> {
  const old = message.placements.filter(({ deletedBy }) => deletedBy === null)
  const everywhere = [...message.placements.map(({ conversationId }) => conversationId), ...fresh]
  const said = everywhere.map((id) => world.conversations.get(id)?.lastSentAt ?? '').sort()
  const at = world.now(laterThan(said.at(-1) ?? ''))
  const rows = new Map<ConversationId, MemoryLogRow>()
  const append = (id: ConversationId, kind: 'message:posted' | 'message:placed', target: Seq | null) => {
    const conversation = world.conversations.get(id)
    if (conversation === undefined) return
    const seq = conversation.log.length + 1
    const row = { seq, kind, actorId: message.senderId, at, userId: null, messageId: message.id, target }
    conversation.log.push(row)
    conversation.lastSentAt = at
    if (target === null) arrive(world, conversation, message.senderId, seq)
    rows.set(id, row)
  }
  for (const { conversationId, seq } of old) append(conversationId, 'message:placed', seq)
  for (const id of fresh) append(id, 'message:posted', null)
  const mentions = mentionsOf(message.placements)
  const added = fresh.map(
    (conversationId): MemoryPlacement => ({
      conversationId,
      expiresAt: expiryThere(world, conversationId, at),
      seq: rows.get(conversationId)?.seq ?? 0,
      replyTo: null,
      mentions: mentionedIn(world, conversationId, mentions),
      deletedBy: null,
      pinned: null,
      reactions: [],
    }),
  )
  const placements = [...message.placements, ...added].sort((a, b) => compareIds(a.conversationId, b.conversationId))
  world.messages.set(message.id, { ...message, placements })
  return rows
}

function expiryThere(world: MemoryWorld, id: ConversationId, at: Instant): Instant | null {
  const conversation = world.conversations.get(id)
  return conversation === undefined ? null : expiryIn(conversation, at)
}

function laterThan(instant: string): string {
  return instant === '' ? '' : new Date(Date.parse(instant) + 1).toISOString()
}
