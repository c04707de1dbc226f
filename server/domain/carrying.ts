import type { AttachmentKind, MessageKind } from '@/contracts/dto'

/** Why a message of this kind can't have this text with attachments of these kinds; null: it can. */
export function carryingProblem(
  kind: MessageKind,
  text: string,
  attachments: readonly AttachmentKind[],
): string | null {
  if (kind === 'text') {
    if (attachments.includes('sticker')) return 'A sticker is sent by itself. Take it out of the message.'
    return text.trim() === '' && attachments.length === 0 ? 'The message is empty. Write something first.' : null
  }
  if (attachments.length === 1 && attachments[0] === kind && text === '') return null
  return 'A voice message, circle video or sticker is sent by itself, without text. Send the rest apart.'
}
