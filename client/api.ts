import type {
  Contact,
  HistoryPage,
  Invitation,
  LogSince,
  Me,
  Member,
  MessageInfo,
  MessagePosted,
  MessageVersion,
  Overview,
  OverviewEntry,
  OwnChange,
  Profile,
  StarredMessage,
  Ticket,
  Uploaded,
  UploadPurpose,
} from '@/contracts/dto'
import type { Changed, HeadsCompared, MarksMoved, Placed, Sent } from '@/contracts/events'
import type { ConversationId, Seq, UploadId, UserId } from '@/contracts/ids'
import type {
  CompareHeadsInput,
  EditInput,
  HistoryInput,
  MarkMoveInput,
  MessageInput,
  OwnInput,
  PinInput,
  PlaceMoreInput,
  PrivateStateInput,
  ReactInput,
  SendInput,
  StarredInput,
} from '@/contracts/inputs'
import type { StateTold } from './state-told'

/** What the client asks the server by request. Every method rejects with a KithError. */
export interface Api {
  /** `doubtful`: connections that are kept may have died without a word. */
  ticket(signal?: AbortSignal, doubtful?: boolean): Promise<Ticket>
  /** `first`: so many entries alone, those that stand first. */
  overview(first?: number): Promise<Overview>
  entry(conversationId: ConversationId): Promise<OverviewEntry>
  history(input: Omit<HistoryInput, 'limit'> & { limit?: number }): Promise<HistoryPage>
  since(conversationId: ConversationId, after: Seq): Promise<LogSince>
  members(conversationId: ConversationId): Promise<readonly Member[]>
  profiles(userIds: readonly UserId[]): Promise<readonly Profile[]>
  contacts(): Promise<{
    contacts: readonly Contact[]
    blocked: readonly Profile[]
    /** Absent: the server is older. */
    role?: Me['role']
    invitations: readonly Invitation[]
    privateVersion: number
  }>
  openDirect(userId: UserId): Promise<{ conversationId: ConversationId }>
  /** Deletes the chat for me. */
  clear(conversationId: ConversationId): Promise<StateTold>
  acceptRequest(conversationId: ConversationId): Promise<StateTold>
  setPrivateState(input: PrivateStateInput): Promise<StateTold>
  info(conversationId: ConversationId, seq: Seq): Promise<MessageInfo>
  quotes(conversationId: ConversationId, seqs: readonly Seq[]): Promise<readonly MessagePosted[]>
  versions(conversationId: ConversationId, seq: Seq): Promise<readonly MessageVersion[]>
  send(input: SendInput): Promise<Sent>
  edit(input: EditInput): Promise<Changed>
  delete(input: MessageInput): Promise<Changed>
  react(input: ReactInput): Promise<Changed>
  /** What I brought before with these bytes; null: nothing, or it isn't there any more. */
  findUpload(file: { sha256: string; size: number; purpose: UploadPurpose }): Promise<Uploaded | null>
  /** Null: it isn't all there. @throws KithError the refusal of what was brought */
  finishedUpload(uploadId: UploadId): Promise<Uploaded | null>
  setOwn(input: OwnInput): Promise<OwnChange>
  ownSince(conversationId: ConversationId, after: number): Promise<OwnChange>
  starred(input: Omit<StarredInput, 'limit'>): Promise<readonly StarredMessage[]>
  pin(input: PinInput): Promise<Changed>
  place(input: PlaceMoreInput): Promise<Placed>
  moveMarks(moves: readonly MarkMoveInput[]): Promise<MarksMoved>
  compareHeads(input: CompareHeadsInput): Promise<HeadsCompared>
}
