import { KithError, notFound } from './errors'

export type SendRefusal = 'not_found' | 'not_allowed' | 'closed'

/** Why somebody can't write to a conversation: absent, or not theirs; left; closed. Null: they can. */
export function sendRefusal(
  member: { readonly active: boolean } | null,
  conversation: { readonly closed: boolean } | null,
): SendRefusal | null {
  if (member === null || conversation === null) return 'not_found'
  if (!member.active) return 'not_allowed'
  return conversation.closed ? 'closed' : null
}

export function sendRefused(refusal: SendRefusal): KithError {
  switch (refusal) {
    case 'not_found':
      return notFound('conversation')
    case 'not_allowed':
      return new KithError('not_allowed', 'You are not in this group any more: you can read it, but not write.')
    case 'closed':
      return new KithError('closed', 'This group is closed: it can be read, not written to.')
  }
}
