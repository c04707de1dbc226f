import type { EndReport, LogEvent, Member, MemberRole } from '@/contracts/dto'
import type { Instant, PictureId, Seq, UserId } from '@/contracts/ids'
import type { Visibility } from './visibility'
import { overlap } from './visibility'

/** What of a conversation changes by log events. */
export interface SharedState {
  readonly name: string | null
  readonly pictureId: PictureId | null
  readonly pastOpen: boolean
  readonly receiptsShown: boolean
  readonly closed: boolean
  readonly disappearAfterMs: number | null
  readonly endsAt: Instant | null
  readonly report: EndReport | null
  readonly changedSeq: Seq
}

/** What a stay showed when it ended. What came after is not for the one who left. */
export interface Ended {
  readonly shared: SharedState
  readonly members: readonly Member[]
}

export interface GroupMember extends Member, Visibility {
  /** Null while in it. */
  readonly ended: Ended | null
}

/** A conversation as decisions about it need it. */
export interface Group {
  readonly kind: 'direct' | 'group'
  readonly shared: SharedState
  /** Its end has come: what was said is being erased. */
  readonly over: boolean
  readonly lastSeq: Seq
  readonly members: readonly GroupMember[]
  /** Of a chat of two: who is to accept it first. */
  readonly waitsFor?: UserId | null
}

export type LogKind = LogEvent['kind']

/** What decisions about the group itself log. */
export type GroupKind = Exclude<LogKind, `message:${string}` | 'messages:erased'>

/** A row for the log: what happened, and to whom. */
export interface Step {
  readonly seq: Seq
  readonly kind: GroupKind
  readonly userId: UserId | null
  /** What a timer, or an end, was set to, in milliseconds; receipts: 1 or 0. */
  readonly setTo?: number | null
}

/** What a decision makes of a conversation. No steps: it changes nothing. */
export interface Decision {
  readonly group: Group
  readonly steps: readonly Step[]
}

export function memberOf({ userId, role, active, joinedSeq, changedSeq }: Member): Member {
  return { userId, role, active, joinedSeq, changedSeq }
}

/** Those whom `asker`'s stay shows: who is in it now, and who shared some of it. */
export function membersShownTo(asker: GroupMember, members: readonly GroupMember[]): readonly Member[] {
  if (asker.ended !== null) return asker.ended.members
  return members.filter((other) => other.active || overlap(asker.intervals, other.intervals)).map(memberOf)
}

export function newMember(userId: UserId, role: MemberRole, seq: Seq): GroupMember {
  return {
    userId,
    role,
    active: true,
    joinedSeq: seq,
    changedSeq: seq,
    intervals: [{ from: seq, to: null }],
    clearedTo: 0,
    ended: null,
  }
}
