import { attachmentAddress } from '@/contracts/addresses'
import type { HistoryEvent } from '@/contracts/dto'
import { type Track, trackKey } from './players'

/** What is to be heard of a line of the history; null: it is no voice message, or not any more. */
export function voiceTrack(event: HistoryEvent): Track | null {
  if (event.kind !== 'message:posted' || event.message.kind !== 'voice' || event.message.deleted) return null
  const durationMs = event.message.attachments[0]?.durationMs
  if (!durationMs) return null
  return { key: trackKey(event.conversationId, event.seq), src: attachmentAddress(event, 0, 'whole'), durationMs }
}

/** The voice message after the one with this key, among what is loaded of its chat, oldest first. */
export function nextVoice(events: readonly HistoryEvent[], key: string): Track | null {
  const after = placeOf(key)?.seq ?? Number.POSITIVE_INFINITY
  for (const event of events) {
    const track = event.seq > after ? voiceTrack(event) : null
    if (track) return track
  }
  return null
}

/** Where a track stands; null: it isn't a message yet. */
export function placeOf(key: string): { readonly conversationId: string; readonly seq: number } | null {
  const [, conversationId, seq] = /^(\d+)\/(\d+)$/.exec(key) ?? []
  return conversationId && seq ? { conversationId, seq: Number(seq) } : null
}
