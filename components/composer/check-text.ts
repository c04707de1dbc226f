import { LIMITS } from '@/server/domain/limits'
import { messageTextProblem } from '@/server/domain/message-text'

/** What is wrong with a text that is being written, as a sentence with the way on. Null: nothing, or nothing yet. */
export function checkText(text: string): string | null {
  if (text.trim() === '') return null
  if (text.length > LIMITS.messageMaxChars) {
    const over = [...text].length - LIMITS.messageMaxChars
    if (over > 0) {
      return `This is ${over.toLocaleString('en')} ${over === 1 ? 'character' : 'characters'} too long. Shorten it, or send it in parts.`
    }
  }
  return messageTextProblem(text)
}
