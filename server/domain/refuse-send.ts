import { KithError, notFound } from './errors'

export type SendRefusal = 'not_found' | 'not_allowed' | 'closed' | 'invalid'

/** Why somebody can't write to a conversation: absent, or not theirs; left; closed; an answer to what isn't open to them. */
export function sendRefusal(
  member: { readonly active: boolean } | null,
  conversation: { readonly closed: boolean } | null,
  /** What the message answers is one that the sender may see. */
  answersVisible = true,
): SendRefusal | null {
  if (member === null || conversation === null) return 'not_found'
  if (!member.active) return 'not_allowed'
  if (conversation.closed) return 'closed'
  return answersVisible ? null : 'invalid'
}

export function sendRefused(refusal: SendRefusal): KithError {
  switch (refusal) {
    case 'not_found':
      return notFound('conversation')
    case 'not_allowed':
      return new KithError('not_allowed', 'You are not in this group any more: you can read it, but not write.')
    case 'closed':
      return new KithError('closed', 'This group is closed: it can be read, not written to.')
    case 'invalid':
      return new KithError('invalid', "The message you answer isn't there. Send this one by itself.")
  }
}
