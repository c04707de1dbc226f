import { randomUUID } from 'node:crypto'
import { searchText } from '@/server/domain/search/search-text'
import type { LoadClient } from '../load/job'

interface Standing {
  readonly conversationId: string
  readonly userIds: readonly string[]
  marked: number
  lastSeq: number
  /** By member, in their order. */
  readonly own: number[]
}

/** Conversations in which everybody says something in turn, as columns of rows. */
export class Share {
  readonly #standings: readonly Standing[]
  #turn = 0

  constructor(conversations: readonly (readonly LoadClient[])[]) {
    this.#standings = conversations.flatMap(([first]) => {
      if (!first) return []
      const { conversationId, userIds, lastSeq } = first
      return { conversationId, userIds, lastSeq, marked: lastSeq, own: userIds.map(() => 0) }
    })
  }

  /** The columns of the next `count` messages. */
  say(count: number, text: string): unknown[][] {
    const columns: unknown[][] = [[], [], [], [], [], []]
    const searched = searchText(text)
    for (let n = 0; n < count; n++) {
      const standing = this.#standings[this.#turn % this.#standings.length]
      if (!standing) break
      const by = Math.floor(this.#turn / this.#standings.length) % standing.userIds.length
      this.#turn += 1
      standing.lastSeq += 1
      standing.own[by] = standing.lastSeq
      const row = [standing.userIds[by], randomUUID(), text, standing.conversationId, standing.lastSeq, searched]
      for (const [at, value] of row.entries()) columns[at]?.push(value)
    }
    return columns
  }

  /** The columns of everybody's marks where something was said since the last time: all is seen by all. */
  mark(): unknown[][] {
    const columns: unknown[][] = [[], [], [], [], []]
    for (const standing of this.#standings) {
      const { conversationId, userIds, marked, lastSeq, own } = standing
      if (marked === lastSeq) continue
      for (const [at, userId] of userIds.entries()) {
        const row = [conversationId, userId, marked, lastSeq, own[at] ?? 0]
        for (const [column, value] of row.entries()) columns[column]?.push(value)
      }
      standing.marked = lastSeq
    }
    return columns
  }
}
