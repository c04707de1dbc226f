import type { HistoryEvent } from '@/contracts/dto'
import { messageWords } from './message-words'
import { previewText } from './preview'

type Posted = Extract<HistoryEvent, { kind: 'message:posted' }>

interface Told {
  /** The newest message that is told. */
  readonly event: Posted
  /** Of how many others. */
  readonly others: number
  /** As the reader calls them. */
  readonly senderName: string
  /** Null: a direct chat, or one whose name isn't to be said. */
  readonly groupName: string | null
}

/** What a notification says when the person wants no content on a locked screen. */
export const HIDDEN = { title: 'Kith', body: 'New message' } as const

/** The words of a notification: who, and what they said, cut as a preview. */
export function notificationWords({ event, others, senderName, groupName }: Told): { title: string; body: string } {
  const said = oneLine(messageWords(event.message))
  const line = previewText(groupName === null ? said : `${senderName}: ${said}`)
  const body = others > 0 ? `${line}\n+${others} more` : line
  return { title: groupName ?? senderName, body }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
