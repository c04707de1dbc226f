import type { Changed } from '@/contracts/events'
import type { EditInput, MessageInput, ReactInput } from '@/contracts/inputs'
import type { MessageChange } from '@/server/domain/change-message'
import type { Actor, Ports } from './ports'
import { publishCommitted } from './publish-change'

type Who = Pick<Actor, 'userId'>
type Needed = Pick<Ports, 'messages' | 'relay'>

/** @throws KithError as domain/change-message.ts */
export function editMessage(ports: Needed) {
  return ({ userId }: Who, { text, mentions, ...place }: EditInput) =>
    change(ports, userId, place, { kind: 'message:edited', text, mentions })
}

/** For everyone. @throws KithError as domain/change-message.ts */
export function deleteMessage(ports: Needed) {
  return ({ userId }: Who, place: MessageInput) => change(ports, userId, place, { kind: 'message:deleted' })
}

/** @throws KithError as domain/change-message.ts */
export function reactToMessage(ports: Needed) {
  return ({ userId }: Who, { emoji, ...place }: ReactInput) =>
    change(ports, userId, place, { kind: 'message:reacted', emoji })
}

async function change(
  { messages, relay }: Needed,
  userId: string,
  { conversationId, seq }: MessageInput,
  made: MessageChange,
): Promise<Changed> {
  const { changed, committed } = await messages.change(userId, conversationId, seq, made)
  if (committed) {
    publishCommitted({ relay }, [committed])
    await relay.flush()
  }
  return changed
}
