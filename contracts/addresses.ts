import type { Place } from './dto'
import type { ConversationId, Seq, StickerId } from './ids'

/** A message's own address in the app. */
export const messageAddress = (id: ConversationId, seq: Seq): string => `/c/${id}?at=${seq}`

/** Where an attachment's bytes are, for who may see the message in that place. `preview` is its small picture. */
export function attachmentAddress({ conversationId, seq }: Place, position: number, part: 'whole' | 'preview'): string {
  return `/api/files/${conversationId}/${seq}/${position}${part === 'preview' ? '?preview' : ''}`
}

/** The picture behind a message's link. */
export function linkPictureAddress({ conversationId, seq }: Place): string {
  return `/api/files/${conversationId}/${seq}/link`
}

export function stickerAddress(id: StickerId): string {
  return `/api/stickers/${id}`
}
