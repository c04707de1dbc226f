import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import type { PlaceInput } from '@/contracts/inputs'
import { groupedByPlaces, placeInTime, type SeenAlike } from '@/server/application/grouped-by-places'
import type { Committed, NewMessage, SendResult, Skipped } from '@/server/application/log-ports'
import { found, keptOut } from '@/server/domain/found'
import { pairKeyOf, pairOf } from '@/server/domain/pair'
import { sendRefusal, sendRefused } from '@/server/domain/refuse-send'
import { compareIds } from '@/server/domain/roles'
import { maySee } from '@/server/domain/visibility'
import { isOver, makeConversation } from './apply-decision'
import { ask, isUnanswered, requestIn, standing } from './asking'
import { blockedIn, blocks } from './blocks'
import { arrive } from './bring-back'
import { type Carried, carry, NOTHING } from './carry'
import { mentionedIn } from './change-message'
import type { MemoryConversation, MemoryMessage, MemoryPlacement, MemoryWorld } from './memory-world'
import { messageFor } from './message-of'
import { setPrivateState } from './private-state'
import { standingsOf } from './standings'

/** One after the other; what a message answers or forwards was there before all of them. */
export function sendAll(world: MemoryWorld, inputs: readonly NewMessage[]): SendResult[] {
  const ends = new Map([...world.conversations].map(([id, { log }]) => [id, log.length]))
  const carried = inputs.map((input) => carry(world, input))
  const ids = idsToOpen(
    world,
    inputs.map(({ senderId, places }) => ({ senderId, targets: targetsOf(world, senderId, places) })),
  )
  return inputs.map((input, index) => sendOne(world, input, carried[index] ?? NOTHING, ends, ids))
}

/** Ids for the direct chats to be opened, by their pairs' keys and in the order of these, as Postgres gives them. */
function idsToOpen(world: MemoryWorld, lists: readonly ToOpen[]): ReadonlyMap<string, ConversationId> {
  const keys = lists.flatMap(({ senderId, targets }) =>
    targets.flatMap(({ userId }) => (userId === undefined ? [] : pairKeyOf(senderId, userId))),
  )
  return new Map([...new Set(keys)].sort().map((key) => [key, world.nextId()]))
}

interface ToOpen {
  readonly senderId: UserId
  readonly targets: readonly Target[]
}

export interface Target {
  readonly conversationId: ConversationId | null
  /** The direct chat with them is still to be opened. */
  readonly userId?: string
  readonly replyTo: Seq | null
}

export function targetsOf(world: MemoryWorld, senderId: string, places: readonly PlaceInput[]): readonly Target[] {
  const targets = places.map((place): Target => {
    if (!('userId' in place)) return { conversationId: place.conversationId, replyTo: place.replyTo ?? null }
    const key = pairKeyOf(senderId, place.userId)
    const there = [...world.conversations.values()].find(
      ({ identity, retired }) => identity.pair?.join(':') === key && !retired,
    )
    if (there) return { conversationId: there.identity.id, replyTo: null }
    const opens = place.userId !== senderId && world.users.has(place.userId)
    return { conversationId: null, replyTo: null, ...(opens && { userId: place.userId }) }
  })
  return [...new Map(targets.map((target) => [target.conversationId ?? `user ${target.userId}`, target])).values()]
}

function refusalIn(world: MemoryWorld, senderId: string, target: Target, ends: ReadonlyMap<string, Seq>) {
  if (target.userId !== undefined) {
    const name = world.users.get(target.userId)?.profile.fullName ?? ''
    if (standing(world, senderId, target.userId).tooOften) return { refusal: 'asked_often' as const, name: null }
    return blocks(world, senderId, target.userId) ? { refusal: 'blocking' as const, name } : null
  }
  const conversation = world.conversations.get(target.conversationId ?? '')
  const member = conversation?.members.get(senderId)
  const { replyTo } = target
  const blocked = blockedIn(world, conversation, senderId)
  const answersVisible =
    replyTo === null ||
    (replyTo <= (ends.get(target.conversationId ?? '') ?? 0) &&
      conversation?.log[replyTo - 1]?.kind === 'message:posted' &&
      member !== undefined &&
      maySee(member, replyTo))
  const refusal = sendRefusal(
    member ?? null,
    conversation
      ? {
          closed: conversation.shared.closed || isOver(world, conversation),
          retired: conversation.retired,
          blocked: blocked !== null,
          unanswered: isUnanswered(world, conversation, senderId),
        }
      : null,
    answersVisible,
  )
  return refusal && { refusal, name: refusal === 'not_found' ? null : (blocked ?? conversation?.shared.name ?? null) }
}

function sendOne(
  world: MemoryWorld,
  input: NewMessage,
  carried: Carried,
  ends: ReadonlyMap<ConversationId, Seq>,
  ids: ReadonlyMap<string, ConversationId>,
): SendResult {
  const { senderId } = input
  const erased = world.erasedSends.get(`${senderId}/${input.clientId.toLowerCase()}`)
  if (erased !== undefined) return { ok: true, sent: { messageId: erased.id, sentAt: erased.sentAt, places: [] } }
  const first = sentBefore(world, input)
  if (first !== undefined) return { ok: true, sent: receiptOf(world, first, senderId) }
  const targets = targetsOf(world, senderId, input.places)
  for (const target of targets) {
    const refused = refusalIn(world, senderId, target, ends)
    if (refused)
      return {
        ok: false,
        error: sendRefused(
          refused.refusal,
          input.places.length > 1 || refused.refusal === 'blocking' ? refused.name : null,
        ),
      }
  }
  if (carried.problem !== null) return { ok: false, error: sendRefused(carried.problem) }
  const opened: Committed[] = []
  const places = openTargets(world, senderId, targets, opened, ids)
  const waiting = waitingIn(world, senderId, places)
  const message = store(world, input, carried, places)
  noteUsed(world, input, message)
  return {
    ok: true,
    sent: receiptOf(world, message, senderId),
    committed: { opened, ...acceptedBy(world, senderId, waiting), ...postedTo(world, message) },
  }
}

/** Of the places, the chats that wait for the sender's yes, or that they refused. */
export function waitingIn(
  world: MemoryWorld,
  senderId: UserId,
  places: readonly { readonly conversationId: ConversationId }[],
): readonly ConversationId[] {
  const ids = [...new Set(places.map(({ conversationId }) => conversationId))]
  return ids.filter((id) => requestIn(world, id)?.askedId === senderId)
}

export function acceptedBy(world: MemoryWorld, senderId: UserId, waiting: readonly ConversationId[]) {
  const accepted = waiting.map((conversationId) => setPrivateState(world, senderId, { conversationId }))
  return accepted.length > 0 ? { accepted } : {}
}

/** The direct chats among them are opened in the order of their pairs, and `opened` gets the events of that. */
export function openTargets(
  world: MemoryWorld,
  senderId: string,
  targets: readonly Target[],
  opened: Committed[],
  ids = idsToOpen(world, [{ senderId, targets }]),
) {
  return targets.map(({ conversationId, userId = '', replyTo }) => {
    if (conversationId !== null) return { conversationId, replyTo }
    const key = pairKeyOf(senderId, userId)
    const { apart, asks } = standing(world, senderId, userId)
    const made = makeConversation(
      world,
      senderId,
      keptOut(found('direct', senderId, [userId], {}), apart),
      pairOf(key),
      ids.get(key),
    )
    ask(world, senderId, userId, asks, made.conversationId)
    opened.push(...made.committed)
    return { conversationId: made.conversationId, replyTo }
  })
}

function sentBefore(world: MemoryWorld, { senderId, clientId }: NewMessage): MemoryMessage | undefined {
  for (const message of world.messages.values()) {
    if (message.senderId === senderId && message.clientId === clientId.toLowerCase()) return message
  }
  return undefined
}

function noteUsed({ likes }: MemoryWorld, { senderId, attachments, forward }: NewMessage, { sentAt }: MemoryMessage) {
  for (const one of forward ? [] : attachments) {
    if (!('stickerId' in one)) continue
    const key = `${senderId}/${one.stickerId}`
    likes.set(key, { favouriteAt: likes.get(key)?.favouriteAt ?? null, usedAt: sentAt })
  }
}

function store(
  world: MemoryWorld,
  { senderId, clientId, createdAt, mentions }: NewMessage,
  { kind, text, attachments, forwardedFrom }: Carried,
  places: readonly { readonly conversationId: ConversationId; readonly replyTo: Seq | null }[],
): MemoryMessage {
  const id = world.nextId()
  const conversations = places.flatMap(({ conversationId }) => world.conversations.get(conversationId) ?? [])
  const sentAt = world.now(
    conversations
      .map(({ lastSentAt }) => lastSentAt)
      .sort()
      .at(-1),
  )
  const placements = places.map(({ conversationId, replyTo }) => {
    const conversation = world.conversations.get(conversationId)
    const seq = (conversation?.log.length ?? 0) + 1
    const row = { seq, kind: 'message:posted' as const, actorId: senderId, at: sentAt, userId: null, target: null }
    conversation?.log.push({ ...row, messageId: id })
    if (conversation) arrive(world, conversation, senderId, seq)
    if (conversation) conversation.lastSentAt = sentAt
    const mentioned = mentionedIn(world, conversationId, mentions)
    const expiresAt = conversation ? expiryIn(conversation, sentAt) : null
    const nothing = { expiresAt, deletedBy: null, pinned: null, reactions: [] }
    return { conversationId, seq, replyTo, mentions: mentioned, ...nothing }
  })
  const message: MemoryMessage = {
    id,
    senderId,
    clientId: clientId.toLowerCase(),
    kind,
    text,
    attachments,
    forwardedFrom,
    preview: null,
    createdAt: new Date(createdAt).toISOString(),
    sentAt,
    editedAt: null,
    versions: [],
    placements: placements.sort((a, b) => compareIds(a.conversationId, b.conversationId)),
  }
  world.messages.set(id, message)
  return message
}

/** When what comes at `at` is erased. */
export function expiryIn({ shared }: MemoryConversation, at: Instant): Instant | null {
  const { disappearAfterMs: after } = shared
  return after === null ? null : new Date(Date.parse(at) + after).toISOString()
}

function postedTo(world: MemoryWorld, message: MemoryMessage) {
  const standings = standingsOf(world, message).map((standing) => ({
    ...standing,
    userIds: standing.userIds.filter(
      (userId) => world.conversations.get(standing.conversationId)?.members.get(userId)?.active,
    ),
  }))
  const everybody = [...new Set(standings.flatMap(({ userIds }) => userIds))]
  const posted = groupedByPlaces(everybody, standings).flatMap((alike): Committed<MessagePosted>[] =>
    eventFor(world, message, alike),
  )
  return { posted, skipped: message.placements.flatMap((place) => skippedIn(world, place)) }
}
/** Those who only skip it, as they block the sender. Who has deleted the chat follows it no more. */
function skippedIn(world: MemoryWorld, { conversationId, seq }: MemoryPlacement): readonly Skipped[] {
  const members = [...(world.conversations.get(conversationId)?.members.values() ?? [])]
  const userIds = members.filter((one) => one.active && !one.away && !maySee(one, seq)).map(({ userId }) => userId)
  return userIds.length === 0 ? [] : [{ conversationId, seq, userIds }]
}

function eventFor(
  world: MemoryWorld,
  message: MemoryMessage,
  { recipients, places, mentions }: SeenAlike,
): Committed<MessagePosted>[] {
  const [first] = places
  const conversation = world.conversations.get(first?.conversationId ?? '')
  const viewer = conversation?.members.get(recipients[0] ?? '')
  if (!first || !conversation || !viewer) return []
  const shown = messageFor(world, conversation, viewer, message.id)
  const replyTo = message.placements.length > 1 ? null : shown.replyTo
  const { conversationId, seq } = first
  const base = { kind: 'message:posted' as const, conversationId, seq, at: message.sentAt, actorId: message.senderId }
  return [{ recipients, event: { ...base, message: { ...shown, places, mentions, replyTo } } }]
}

export function receiptOf(world: MemoryWorld, message: MemoryMessage, senderId: string) {
  const places = standingsOf(world, message)
    .filter(({ userIds }) => userIds.includes(senderId))
    .map(placeInTime)
  return { messageId: message.id, sentAt: message.sentAt, places }
}
