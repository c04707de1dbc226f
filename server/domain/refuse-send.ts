import { KithError, notFound } from './errors'
import { LIMITS } from './limits'

export type SendRefusal =
  | 'not_found'
  | 'not_allowed'
  | 'closed'
  /** The sender blocks the other. */
  | 'blocking'
  /** The other hasn't accepted, and has got as many messages as may be. */
  | 'unanswered'
  /** It would begin one chat too many with people who are to accept first. */
  | 'asked_often'
  /** Everybody deleted it. */
  | 'gone'
  /** It answers what isn't open to its sender. */
  | 'invalid'
  /** A place that can be none: a direct chat with oneself. */
  | 'oneself'
  | 'upload_missing'
  /** An attachment is not what the message is to be. */
  | 'unsuitable'
  /** What is to be forwarded isn't there. */
  | 'no_source'

/** Why somebody can't write to a conversation: absent, or not theirs; left; closed; an answer to what isn't open to them. */
export function sendRefusal(
  member: { readonly active: boolean } | null,
  conversation: {
    readonly closed: boolean
    readonly retired: boolean
    readonly blocked?: boolean
    readonly unanswered?: boolean
  } | null,
  /** What the message answers is one that the sender may see. */
  answersVisible = true,
): SendRefusal | null {
  if (member === null || conversation === null) return 'not_found'
  if (conversation.retired) return 'gone'
  if (!member.active) return 'not_allowed'
  if (conversation.closed) return 'closed'
  if (conversation.blocked) return 'blocking'
  if (conversation.unanswered) return 'unanswered'
  return answersVisible ? null : 'invalid'
}

/** @param place the refusing group's name, where the message was for several places; of whom is blocked, always */
export function sendRefused(refusal: SendRefusal, place: string | null = null): KithError {
  if (refusal === 'blocking') return blocking(place ?? 'this person')
  const { code, message } = refusedBy(refusal)
  return place === null ? new KithError(code, message) : new KithError(code, `“${place}”: ${message}`)
}

/** @param name the person's */
export function blocking(name: string): KithError {
  return new KithError('not_allowed', `You blocked ${name}. Unblock to write.`)
}

const UNANSWERED = `You have sent ${LIMITS.requestMessages} messages without an answer. Wait until they answer.`

/** They are to accept the chat before they change anything in it. */
export function waiting(): KithError {
  return new KithError('not_allowed', 'Accept this chat first.')
}

export function askedOften(): KithError {
  return new KithError(
    'full',
    'You have started as many chats with new people as you can in a day. Try again tomorrow.',
  )
}

function refusedBy(refusal: Exclude<SendRefusal, 'blocking'>): KithError {
  switch (refusal) {
    case 'not_found':
      return notFound('conversation')
    case 'not_allowed':
      return new KithError('not_allowed', 'You are not in this group any more: you can read it, but not write.')
    case 'closed':
      return new KithError('closed', 'This chat is closed: it can be read, not written to.')
    case 'unanswered':
      return new KithError('not_allowed', UNANSWERED)
    case 'asked_often':
      return askedOften()
    case 'gone':
      return new KithError('gone', 'This chat was deleted. Begin a new one.')
    case 'invalid':
      return new KithError('invalid', "The message you answer isn't there. Send this one by itself.")
    case 'oneself':
      return new KithError('invalid', 'Choose somebody else to talk to.')
    case 'upload_missing':
      return new KithError('upload_missing', "A file of this message isn't there any more. Attach it again.")
    case 'unsuitable':
      return new KithError('invalid', 'A file of this message is not what it should be. Attach it as a file instead.')
    case 'no_source':
      return new KithError('not_found', "The message you forward isn't there any more. Forward another one.")
  }
}
