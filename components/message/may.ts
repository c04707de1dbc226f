import type { Conversation, Member, MessagePosted } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'

/** What I may do with a message here; the server has the last word. */
export interface May {
  readonly answer: boolean
  readonly edit: boolean
  readonly delete: boolean
}

/** With whom I block I can take back what I said, no more. */
export function withBlocked(may: May, blocked: boolean): May {
  return blocked ? { ...may, answer: false, edit: false } : may
}

const NOTHING: May = { answer: false, edit: false, delete: false }

export function mayWith(
  event: MessagePosted,
  place: { readonly conversation: Conversation | null; readonly member: Member | null },
  meId: UserId,
  now: number,
  editWindowMs: number = LIMITS.editWindowMs,
): May {
  const { conversation, member } = place
  const { message } = event
  if (!conversation || !member?.active || conversation.closed || message.deleted) return NOTHING
  const mine = message.senderId === meId
  return {
    answer: true,
    edit: mine && message.kind === 'text' && now - Date.parse(message.sentAt) < editWindowMs,
    delete: mine || (conversation.kind === 'group' && member.role !== 'member'),
  }
}
