import { messageTextSchema } from '@/contracts/inputs'
import { LIMITS } from '@/server/domain/limits'

/** What is wrong with a text that is being written, as a sentence with the way on. Null: nothing, or nothing yet. */
export function checkText(text: string): string | null {
  if (text.trim() === '') return null
  if (text.length > LIMITS.messageMaxChars) {
    const over = [...text].length - LIMITS.messageMaxChars
    if (over > 0) {
      return `This is ${over.toLocaleString('en')} ${over === 1 ? 'character' : 'characters'} too long. Shorten it, or send it in parts.`
    }
  }
  const parsed = messageTextSchema.safeParse(text)
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'This can’t be sent.')
}
