import type { ConversationId, Seq } from '@/contracts/ids'
import type { Person } from './person'

/** What somebody’s client still waits for. */
export function unsettled({ userName, client, pending, changing }: Person): string[] {
  const { status } = client.connection.getState()
  return [
    ...(status === 'online' ? [] : [`${userName} is ${status}`]),
    ...(pending === 0 ? [] : [`${userName} has ${pending} messages waiting`]),
    ...(changing === 0 ? [] : [`${userName} waits for ${changing} changes to be answered`]),
  ]
}

interface Goal {
  readonly lastSeqs: Readonly<Record<ConversationId, Seq>>
  /** In milliseconds since 1970. */
  readonly saidBefore: number
}

/** What somebody hasn't got, of what there was at a moment, and what they said before it that nobody acknowledged. */
export function behind({ userName, client, words, conversationIds }: Person, goal: Goal): string[] {
  const { status } = client.connection.getState()
  const waiting = [...words.waiting].filter(({ at }) => at < goal.saidBefore).length
  const short = [...conversationIds].filter((id) => {
    const { member, lastSeq } = client.conversation(id).store.getState()
    return member?.active && lastSeq < (goal.lastSeqs[id] ?? 0)
  })
  return [
    ...(status === 'online' ? [] : [`${userName} is ${status}`]),
    ...(waiting === 0 ? [] : [`${userName} has ${waiting} messages waiting`]),
    ...short.map((id) => `${userName} is behind in ${id}`),
  ]
}
