import type { Presence } from '@/contracts/dto'
import type { Changed, HeadsCompared, MarksMoved, Placed, Sent } from '@/contracts/events'
import type { ConversationId, UserId } from '@/contracts/ids'
import type {
  ActivityInput,
  CompareHeadsInput,
  EditInput,
  MarkMoveInput,
  MessageInput,
  PinInput,
  PlaceMoreInput,
  ReactInput,
  SendInput,
} from '@/contracts/inputs'
import type { Api } from './api'
import type { Connection } from './connection'

/** What goes up the socket; where no socket can be had, over HTTP, to the same use cases. */
export interface Requests {
  reachable(): boolean
  send(input: SendInput): Promise<Sent>
  edit(input: EditInput): Promise<Changed>
  delete(input: MessageInput): Promise<Changed>
  react(input: ReactInput): Promise<Changed>
  pin(input: PinInput): Promise<Changed>
  place(input: PlaceMoreInput): Promise<Placed>
  moveMarks(moves: readonly MarkMoveInput[]): Promise<MarksMoved>
  compareHeads(input: CompareHeadsInput): Promise<HeadsCompared>
  watchPresence(userIds: UserId[]): Promise<readonly Presence[]>
  /** These two matter now or never: what doesn't get through is dropped. */
  reportActivity(report: ActivityInput): void
  tellTyping(conversationId: ConversationId): void
}

export function requestsOver(connection: Connection, api: Api): Requests {
  return {
    reachable: () => connection.fallback || connection.state.getState().status === 'online',
    send: (input) => (connection.fallback ? api.send(input) : connection.request('message:send', input)),
    edit: (input) => (connection.fallback ? api.edit(input) : connection.request('message:edit', input)),
    delete: (input) => (connection.fallback ? api.delete(input) : connection.request('message:delete', input)),
    react: (input) => (connection.fallback ? api.react(input) : connection.request('message:react', input)),
    pin: (input) => (connection.fallback ? api.pin(input) : connection.request('message:pin', input)),
    place: (input) => (connection.fallback ? api.place(input) : connection.request('message:place', input)),
    moveMarks: (moves) =>
      connection.fallback ? api.moveMarks(moves) : connection.request('marks:move', { moves: [...moves] }),
    compareHeads: (input) =>
      connection.fallback ? api.compareHeads(input) : connection.request('heads:compare', input),
    watchPresence: async (userIds) => (await connection.request('presence:watch', { userIds })).presences,
    reportActivity: (report) => void connection.request('activity:report', report).catch(() => {}),
    tellTyping: (conversationId) => void connection.request('typing:start', { conversationId }).catch(() => {}),
  }
}
