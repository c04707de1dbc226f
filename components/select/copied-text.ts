import type { MessagePosted } from '@/contracts/dto'
import { messageWords } from '@/server/domain/message-words'
import type { People } from '../people/use-names'
import { formatFull } from '../time/format-time'

/** One message as its words alone, several with who said them and when. */
export function copiedText(events: readonly MessagePosted[], people: People): string {
  const [only, ...others] = events
  if (only && others.length === 0) return wordsOf(only)
  return events
    .map((event) => `${people.nameOf(event.message.senderId)}, ${formatFull(event.at)}\n${wordsOf(event)}`)
    .join('\n\n')
}

const wordsOf = ({ message }: MessagePosted): string => message.text || messageWords(message)
