import type { MemoryConversation } from './memory-world'

/** Something was said: the chat is in the lists again of those who had deleted it. */
export function bringBack({ members }: MemoryConversation): void {
  for (const member of members.values()) {
    if (member.away && member.active) members.set(member.userId, { ...member, away: false })
  }
}
