import type { ConversationId, Seq, UserId } from '@/contracts/ids'

/** Who signs in, and where they talk. */
export interface LoadClient {
  readonly userId: UserId
  readonly sessionId: string
  readonly conversationId: ConversationId
  /** Where the conversation stands before anything is said. */
  readonly lastSeq: Seq
  /** All in the conversation, or in all of theirs, themselves included. */
  readonly userIds: readonly UserId[]
  /** Where they connect to, if not where everybody does. */
  readonly url?: string
}

/** What one process of the generator is to do. All members of a conversation are in the same one. */
export interface Job {
  readonly url: string
  /** Signs tickets; null: the server asks for none. */
  readonly secret: string | null
  readonly clients: readonly LoadClient[]
  /** Whether they talk, unless told otherwise; or are pages that are open, or such that lose their connections. */
  readonly people?: 'talking' | 'idle' | 'returning'
  /** How many sends of a client wait for their acknowledgement at once; 0: by `perSecond` alone. */
  readonly window: number
  /** Messages of all clients of this process together; 0: as many as `window` lets through. */
  readonly perSecond: number
  /** Whether everybody acknowledges what they got, as browsers do. */
  readonly receipts: boolean
}

/** What happened between `measure` and `pause`, and what was wrong at all. Latencies in milliseconds, sorted. */
export interface Tally {
  readonly sent: number
  readonly delivered: number
  readonly acknowledgedMs: readonly number[]
  readonly deliveredMs: readonly number[]
  readonly wrong: readonly string[]
  /** Messages acknowledged since the start, measured or not. */
  readonly total: number
}

/** What happened after all connections were cut. */
export interface Returned {
  /** By person, how long it took until everything was here again; in milliseconds, sorted. */
  readonly levelMs: readonly number[]
  /** What was caught up with, as `user/conversation/seq/clientId`. */
  readonly caught: readonly string[]
  readonly triedAgain: number
  /** CPU of this process. */
  readonly cpuSeconds: number
  readonly wrong: readonly string[]
}

export type Command =
  | { readonly do: 'connect'; readonly job: Job }
  | { readonly do: 'return' | 'talk' | 'measure' | 'pause' | 'settle' | 'end' }
