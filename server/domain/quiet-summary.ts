import { type UnreadChat, worthTelling } from './notify'

export interface QuietSummary {
  readonly messages: number
  readonly chats: number
}

/** What a person would have been told of since then, and has not read, in milliseconds. Null: nothing. */
export function quietSummary(unread: readonly UnreadChat[], since: number, now: number): QuietSummary | null {
  const counts = unread
    .map((chat) => worthTelling(chat, now).filter(({ at }) => at >= since).length)
    .filter((count) => count > 0)
  if (counts.length === 0) return null
  return { messages: counts.reduce((sum, count) => sum + count, 0), chats: counts.length }
}

/** Says nothing of the content, so it is the same for who hides that. */
export function summaryWords({ messages, chats }: QuietSummary): { title: string; body: string } {
  const body = `${counted(messages, 'message')} in ${counted(chats, 'chat')}`
  return { title: 'Quiet hours are over', body }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
