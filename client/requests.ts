import type { Presence } from '@/contracts/dto'
import type { HeadsCompared, MarksMoved, Sent } from '@/contracts/events'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { ActivityInput, CompareHeadsInput, MarkMoveInput, SendInput } from '@/contracts/inputs'
import type { Api } from './api'
import type { Connection } from './connection'

/** What goes up the socket; where no socket can be had, over HTTP, to the same use cases. */
export interface Requests {
  reachable(): boolean
  send(input: SendInput): Promise<Sent>
  moveMarks(moves: readonly MarkMoveInput[]): Promise<MarksMoved>
  compareHeads(input: CompareHeadsInput, timeoutMs?: number): Promise<HeadsCompared>
  watchPresence(userIds: UserId[]): Promise<readonly Presence[]>
  /** These two matter now or never: what doesn't get through is dropped. */
  reportActivity(report: ActivityInput): void
  tellTyping(conversationId: ConversationId): void
}

export function requestsOver(connection: Connection, api: Api): Requests {
  return {
    reachable: () => connection.fallback || connection.state.getState().status === 'online',
    send: (input) => (connection.fallback ? api.send(input) : connection.request('message:send', input)),
    moveMarks: (moves) =>
      connection.fallback ? api.moveMarks(moves) : connection.request('marks:move', { moves: [...moves] }),
    compareHeads: (input, timeoutMs) =>
      connection.fallback ? api.compareHeads(input) : connection.request('heads:compare', input, timeoutMs),
    watchPresence: async (userIds) => (await connection.request('presence:watch', { userIds })).presences,
    reportActivity: (report) => void connection.request('activity:report', report).catch(() => {}),
    tellTyping: (conversationId) => void connection.request('typing:start', { conversationId }).catch(() => {}),
  }
}
