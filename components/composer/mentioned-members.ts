import type { ConversationState, KithClient } from '@/client/kith'
import type { UserId } from '@/contracts/ids'
import { mentionsIn } from '@/server/domain/text/mentions-in'

/** Whom a text mentions of those who are in the group. They are loaded as soon as an @ is typed. */
export function mentionedMembers(kith: KithClient, state: ConversationState, text: string): readonly UserId[] {
  if (state.conversation?.kind !== 'group' || !text.includes('@')) return []
  const people = kith.people.getState()
  const members = (state.members ?? []).flatMap(({ userId, active }) => {
    const userName = people.get(userId)?.userName
    return active && userName !== undefined ? [{ userId, userName }] : []
  })
  return mentionsIn(text, members)
}
