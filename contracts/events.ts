import type { ErrorCode } from '@/server/domain/errors'
import type {
  Head,
  LogEntry,
  MessagePosted,
  OwnChange,
  PlaceInTime,
  Presence,
  PrivateState,
  Profile,
  Receipts,
} from './dto'
import type { ConversationId, Instant, MessageId, Seq, UserId } from './ids'
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
} from './inputs'

/** Bumped when an older client can't talk to the server any more. */
export const PROTOCOL = 5

/** Every request up is answered by one of these. */
export type Answer<T = unknown> = ({ readonly ok: true } & T) | Refusal
export interface Refusal {
  readonly ok: false
  readonly code: ErrorCode
  readonly message: string
  /** In how many milliseconds the same may be asked again, where that is known. */
  readonly retryAfterMs?: number
}
type Acknowledge<T> = (answer: Answer<T>) => void

export interface Sent {
  readonly messageId: MessageId
  readonly sentAt: Instant
  /** All places of the message that its sender may see, by conversation id. */
  readonly places: readonly PlaceInTime[]
}

/** Where a message stands after it was edited, deleted or reacted to. A repetition that changes nothing answers the same. */
export interface Changed {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly changedSeq: Seq
}

export interface Placed {
  readonly messageId: MessageId
  /** All places of the message that its sender may see, by conversation id. */
  readonly places: readonly PlaceInTime[]
}

export interface MarksMoved {
  /** The resulting private state and delivered mark of each conversation named that I may see. */
  readonly states: readonly { conversationId: ConversationId; delivered: Seq; state: PrivateState }[]
}

export type HeadsCompared = {
  /** The server's clock as it answered. Absent: the server is older. */
  readonly now?: Instant
  /** As long as the answer would be the same, it needn't be asked again: else `heads:moved` is told. Absent: ask again. */
  readonly kept?: boolean
} /** What the client has is what there is. */ & (
  | { readonly same: true; readonly profiles: readonly Profile[] }
  /** All of my heads. A conversation that is missing here is to be wiped. */
  | {
      readonly same: false
      readonly heads: readonly Head[]
      readonly privateVersion: number
      readonly profiles: readonly Profile[]
    }
)

/** Up: noun:verb, always acknowledged. */
export interface ClientToServerEvents {
  'message:send': (input: SendInput, acknowledge: Acknowledge<Sent>) => void
  /** By its sender, within LIMITS.editWindowMs. */
  'message:edit': (input: EditInput, acknowledge: Acknowledge<Changed>) => void
  /** For everyone. By its sender, or an admin of the group. */
  'message:delete': (input: MessageInput, acknowledge: Acknowledge<Changed>) => void
  /** Replaces my reaction; null takes it back. */
  'message:react': (input: ReactInput, acknowledge: Acknowledge<Changed>) => void
  /** More places for the same message, all or none. By its sender; where it stands already, nothing happens. */
  'message:place': (input: PlaceMoreInput, acknowledge: Acknowledge<Placed>) => void
  'message:pin': (input: PinInput, acknowledge: Acknowledge<Changed>) => void
  'marks:move': (input: { moves: MarkMoveInput[] }, acknowledge: Acknowledge<MarksMoved>) => void
  'heads:compare': (input: CompareHeadsInput, acknowledge: Acknowledge<HeadsCompared>) => void
  'typing:start': (input: { conversationId: ConversationId }, acknowledge: Acknowledge<object>) => void
  'activity:report': (input: ActivityInput, acknowledge: Acknowledge<object>) => void
  /** Replaces the set of users whose presence this socket is told. Answers how they are now. */
  'presence:watch': (input: { userIds: UserId[] }, acknowledge: Acknowledge<{ presences: Presence[] }>) => void
}

/** Down: noun:pastVerb. The log's kinds each carry a LogEntry. */
export interface ServerToClientEvents {
  /**
   * A message that is new to this person, once: stands for one log entry in each of `message.places`, which are those that
   * they may see. `replyTo` is null when there are several. So it is, too, when a message gets more places: who sees it in
   * none of its old ones is told of all new ones at once, by this. Whoever does see it in an old one has it already, and
   * is told by `log:appended` alone, place by place: of the posting in each new one, and of `message:placed` in each old.
   */
  'message:posted': (event: MessagePosted) => void
  /** Something happened in a conversation, perhaps not for me to see: goes through the client's gate, by its seq. */
  'log:appended': (entry: LogEntry) => void
  /** To the senders whose messages it covers: how far all recipients are now. */
  'receipts:moved': (event: { conversationId: ConversationId; receipts: Receipts }) => void
  /** To my own devices: what is private to me about a conversation. */
  'state:changed': (event: { conversationId: ConversationId; delivered: Seq; state: PrivateState }) => void
  /** To my own devices: what I alone made of messages. */
  'own:changed': (event: OwnChange) => void
  /** To my own devices: contacts or settings changed; load them again if this is newer. */
  'private:changed': (event: { privateVersion: number }) => void
  'profile:changed': (profile: Profile) => void
  'presence:changed': (presence: Presence) => void
  'typing:started': (event: { conversationId: ConversationId; userId: UserId }) => void
  /** The gateway may have missed something: compare heads now. */
  'heads:doubted': () => void
  /** What is kept to be compared for this socket isn't what there is any more: compare heads now. Told until that is asked. */
  'heads:moved': () => void
  /** This session is over: wipe what is here and show the sign-in. */
  'session:ended': () => void
  /** The gateway is going away: connect again after a short random wait. */
  'gateway:draining': () => void
}

/** What a socket presents at the handshake. */
export interface Handshake {
  /** From the procedure `auth.ticket`; good for one handshake soon after. */
  readonly ticket: string
  readonly protocol: number
  /** What an answer says needn't come to this socket as an event, too. Absent: the client is older. */
  readonly followsAnswers?: boolean
}

/** `connect_error.data` of a refused handshake. */
export type HandshakeRefusal = Refusal
