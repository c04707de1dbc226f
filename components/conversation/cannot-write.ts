import type { Conversation, Member } from '@/contracts/dto'

/** Why nothing can be written here, as a sentence; null when it can. */
export function whyNotWrite(conversation: Conversation, member: Member): string | null {
  if (!member.active) return 'You are no longer in this group. What was said until then stays readable.'
  if (conversation.closed && conversation.kind === 'direct') {
    return 'This account was deleted. What was said stays readable.'
  }
  if (conversation.report) return 'This group has ended. Nobody can write here any more.'
  if (conversation.closed) return 'This group is closed, because nobody else is left. It stays readable.'
  return null
}
