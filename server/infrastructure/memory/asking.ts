import type { ConversationId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { apartSince } from './blocks'
import type { MemoryConversation, MemoryRequest, MemoryWorld } from './memory-world'

export function requestIn(world: MemoryWorld, id: ConversationId): MemoryRequest | undefined {
  return [...world.requests.values()].find(({ conversationId }) => conversationId === id)
}

/** The chat waits for the member's yes, or they refused it. */
export function isAsked(world: MemoryWorld, { identity }: MemoryConversation, userId: UserId): boolean {
  return requestIn(world, identity.id)?.askedId === userId
}

export function waitsFor(world: MemoryWorld, { identity }: MemoryConversation): UserId | null {
  const request = requestIn(world, identity.id)
  return request === undefined || request.refused ? null : request.askedId
}

/** The other hasn't accepted, and has got as many messages as may be. */
export function isUnanswered(world: MemoryWorld, conversation: MemoryConversation | undefined, senderId: UserId) {
  const request = conversation && requestIn(world, conversation.identity.id)
  return request?.askerId === senderId && request.sent >= LIMITS.requestMessages
}

const DAY_MS = 86_400_000

/** How a founder stands with the other of a chat to be. */
export function standing(world: MemoryWorld, founderId: UserId, otherId: UserId) {
  const refused = world.requests.has(`${otherId}/${founderId}`)
  const asks = refused || !world.letsIn('chats', otherId, founderId)
  const dayAgo = new Date(Date.parse(world.now()) - DAY_MS).toISOString()
  const lately = [...world.requests.values()].filter((one) => one.askerId === founderId && one.askedAt > dayAgo)
  const apart = refused || apartSince(world, founderId, otherId) !== null ? otherId : null
  return { apart, asks, tooOften: asks && !refused && lately.length >= LIMITS.requestsPerDay }
}

/** Once the chat is there. Who begins one themselves has nothing more against the other's. */
export function ask(world: MemoryWorld, founderId: UserId, otherId: UserId, asks: boolean, id: ConversationId): void {
  world.requests.delete(`${founderId}/${otherId}`)
  if (!asks) return
  const known = world.requests.get(`${otherId}/${founderId}`)
  const fresh = { askedId: otherId, askerId: founderId, askedAt: world.now(), refused: false, sent: 0 }
  world.requests.set(`${otherId}/${founderId}`, { ...(known ?? fresh), conversationId: id })
}

export function forgetRequest(world: MemoryWorld, { askedId, askerId }: MemoryRequest): void {
  world.requests.delete(`${askedId}/${askerId}`)
}
