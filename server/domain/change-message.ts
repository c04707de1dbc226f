import type { MemberRole, MessageKind } from '@/contracts/dto'
import type { Instant, Seq, UserId } from '@/contracts/ids'
import { KithError, notFound } from './errors'
import { LIMITS } from './limits'
import { blocking, waiting } from './refuse-send'
import { mayManage } from './roles'
import { maySee, type Visibility } from './visibility'

/** What somebody makes of a message. */
export type MessageChange =
  | { readonly kind: 'message:edited'; readonly text: string; readonly mentions: readonly UserId[] }
  /** `withAccount`: its sender's account goes, and takes along what they said, wherever it stands. */
  | { readonly kind: 'message:deleted'; readonly withAccount?: true }
  | { readonly kind: 'message:reacted'; readonly emoji: string | null }
  | { readonly kind: 'message:pinned'; readonly pinned: boolean }

/** A message, as the decision about it needs it. */
export interface Changeable {
  readonly senderId: UserId
  readonly kind: MessageKind
  readonly text: string
  /** How many attachments it has. */
  readonly attached: number
  readonly pinned: boolean
  readonly sentAt: Instant
  readonly deleted: boolean
  /** The actor's present one. */
  readonly reaction: string | null
}

export interface ChangeCase {
  readonly actorId: UserId
  /** The actor in the conversation; null: never was. */
  readonly member: ({ readonly role: MemberRole; readonly active: boolean } & Visibility) | null
  readonly conversation: {
    readonly kind: 'direct' | 'group'
    readonly closed: boolean
    /** Of a chat of two: the other's name, if the actor blocks them. */
    readonly blocking: string | null
    /** Of a chat of two: the actor is to accept it first. */
    readonly waits?: boolean
  }
  readonly seq: Seq
  /** What was posted at `seq`; null: no message. */
  readonly message: Changeable | null
  /** By the database's clock. */
  readonly now: Instant
}

/**
 * Whether there is something to do. False: it is so already, as after a request whose answer was lost.
 * @throws KithError `not_found`, `not_allowed`, `closed`, `gone` for a deleted message, `too_late` for an old
 * one, `invalid` for a wording that it can't have
 */
export function changesMessage(
  given: ChangeCase,
  change: MessageChange,
  editWindowMs: number = LIMITS.editWindowMs,
): boolean {
  const { actorId, member, conversation, seq, message, now } = given
  if (member === null) throw notFound('conversation')
  const goes = change.kind === 'message:deleted' && change.withAccount === true
  if (goes && message?.senderId === actorId) return !message.deleted
  if (message === null || !maySee(member, seq)) throw notFound('message')
  if (change.kind === 'message:edited' && message.senderId !== actorId) {
    throw new KithError('not_allowed', 'Only who wrote a message can change it.')
  }
  if (isSo(message, change)) return false
  if (message.deleted) throw new KithError('gone', 'This message was deleted.')
  requireChangeable({ member, conversation })
  if (change.kind !== 'message:deleted' && conversation.blocking !== null) throw blocking(conversation.blocking)
  if (change.kind !== 'message:deleted' && conversation.waits) throw waiting()
  if (change.kind === 'message:deleted' && message.senderId !== actorId) requireManager(conversation.kind, member.role)
  if (change.kind === 'message:edited') {
    requireWording(message, change.text)
    requireInTime(message.sentAt, now, editWindowMs)
  }
  return true
}

/** Whether anything of a conversation can be changed by this member. @throws KithError `not_allowed`, `closed` */
export function requireChangeable({
  member,
  conversation,
}: {
  readonly member: { readonly active: boolean }
  readonly conversation: { readonly closed: boolean }
}): void {
  if (!member.active) throw new KithError('not_allowed', 'You are not in this group any more: you can only read it.')
  if (conversation.closed) throw new KithError('closed', 'This chat is closed: it can only be read.')
}

function isSo(message: Changeable, change: MessageChange): boolean {
  switch (change.kind) {
    case 'message:edited':
      return !message.deleted && message.text === change.text
    case 'message:deleted':
      return message.deleted
    case 'message:reacted':
      return message.reaction === change.emoji
    case 'message:pinned':
      return !message.deleted && message.pinned === change.pinned
  }
}

function requireManager(kind: 'direct' | 'group', role: MemberRole): void {
  if (kind === 'direct' || !mayManage(role)) {
    throw new KithError(
      'not_allowed',
      'Only who wrote a message, or an admin of the group, can delete it for everyone.',
    )
  }
}

function requireWording({ kind, attached }: Changeable, text: string): void {
  if (kind !== 'text') throw new KithError('invalid', 'Only texts can be changed. Delete it, or send another one.')
  if (attached === 0 && text.trim() === '') {
    throw new KithError('invalid', 'The message is empty. Write something, or delete it.')
  }
}

/** Whether it acts in all places of the message: what its sender changes or takes back. Admins clear their own group. */
export function actsEverywhere(change: MessageChange, actorId: UserId, senderId: UserId): boolean {
  return actorId === senderId && (change.kind === 'message:edited' || change.kind === 'message:deleted')
}

function requireInTime(sentAt: Instant, now: Instant, editWindowMs: number): void {
  if (Date.parse(now) - Date.parse(sentAt) > editWindowMs) {
    throw new KithError('too_late', 'This message is too old to be changed. You can delete it, or write another one.')
  }
}
