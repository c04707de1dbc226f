import type { HistoryEvent } from '@/contracts/dto'
import { LIMITS } from './limits'

/** The event as a line of the overview shows it: a message's text cut to its first characters, without
 * waveforms. */
export function previewOf<E extends HistoryEvent>(event: E): E {
  if (event.kind !== 'message:posted') return event
  const { text, attachments } = event.message
  const bare = attachments.map((one) => (one.waveform === null ? one : { ...one, waveform: null }))
  return { ...event, message: { ...event.message, text: previewText(text), attachments: bare } }
}

/** Cut between code points, never inside one. */
export function previewText(text: string): string {
  if (text.length <= LIMITS.previewChars) return text
  return [...text.slice(0, 2 * LIMITS.previewChars)].slice(0, LIMITS.previewChars).join('')
}
