import type { MessagePosted } from '@/contracts/dto'
import type { Changed, Sent } from '@/contracts/events'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { EditInput, MessageInput, SendInput } from '@/contracts/inputs'
import type { Environment } from './environment'
import type { Lease } from './lease'
import type { ServerClock } from './server-clock'
import type { Storage, Write } from './storage/storage'
import type { Tabs } from './tabs'
import type { UploadRequests } from './uploads/uploader'

/** What the outbox stands on: the device, the server, and the views that show what waits. */
export interface OutboxDependencies {
  readonly me: UserId
  readonly storage: Storage
  readonly environment: Environment
  /** Dates what is written. */
  readonly clock: Pick<ServerClock, 'now'>
  readonly lease: Lease
  readonly tabs: Tabs
  readonly uploads: UploadRequests
  /** Requests get through just now. */
  reachable(): boolean
  /** The direct chat with a user, if there is one. */
  directWith(userId: UserId): ConversationId | undefined
  send(input: SendInput): Promise<Sent>
  edit(input: EditInput): Promise<Changed>
  delete(input: MessageInput): Promise<Changed>
  /** It is in the log: what is stored of it goes together with the storing of its event. */
  forget(writes: readonly Write[]): void
  /** The server acknowledged it, at `sent`: these are its events, as far as they can be told. */
  acknowledged(sent: Sent, events: readonly MessagePosted[]): void
  /** What waits in the conversation changed. */
  changed(conversationId: ConversationId): void
}
