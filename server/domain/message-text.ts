import { LIMITS } from './limits'
import { fitsInto, isStorable, notStorable, tooLong } from './storable-text'

export const MESSAGE_TEXT = {
  name: 'The message',
  maxChars: LIMITS.messageMaxChars,
  maxBytes: LIMITS.messageMaxBytes,
} as const

/** What keeps a text from being a message's, as a sentence with the way on. Null: nothing. */
export function messageTextProblem(text: string): string | null {
  if (!isStorable(text)) return notStorable(MESSAGE_TEXT.name)
  return fitsInto(text, MESSAGE_TEXT) ? null : tooLong(MESSAGE_TEXT.name, MESSAGE_TEXT.maxChars)
}
