import type { Changed } from '@/contracts/events'
import type { EditInput, MessageInput, PinInput, ReactInput } from '@/contracts/inputs'
import type { MessageChange } from '@/server/domain/change-message'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishCommitted } from './publish-change'

type Who = Pick<Actor, 'userId'>
type Needed = Pick<Ports, 'messages' | 'relay'> & { readonly files: Pick<Ports['files'], 'release'> }

/** @throws KithError as domain/change-message.ts */
export function editMessage(ports: Needed) {
  return ({ userId }: Who, { text, mentions, ...place }: EditInput) =>
    change(ports, userId, place, { kind: 'message:edited', text, mentions })
}

/** For everyone. @throws KithError as domain/change-message.ts */
export function deleteMessage(ports: Needed) {
  return ({ userId }: Who, place: MessageInput) => change(ports, userId, place, { kind: 'message:deleted' })
}

/** What somebody said, for everyone and wherever it stands, as their account goes. */
export function takeBack(ports: Needed) {
  return ({ userId }: Who, place: MessageInput) =>
    change(ports, userId, place, { kind: 'message:deleted', withAccount: true })
}

/** @throws KithError as domain/change-message.ts */
export function reactToMessage(ports: Needed) {
  return ({ userId }: Who, { emoji, ...place }: ReactInput) =>
    change(ports, userId, place, { kind: 'message:reacted', emoji })
}

/** @throws KithError as domain/change-message.ts */
export function pinMessage(ports: Needed) {
  return ({ userId }: Who, { pinned, ...place }: PinInput) =>
    change(ports, userId, place, { kind: 'message:pinned', pinned })
}

async function change(
  { messages, relay, files }: Needed,
  userId: string,
  { conversationId, seq }: MessageInput,
  made: MessageChange,
): Promise<Changed> {
  const { changed, committed, released } = await messages.change(userId, conversationId, seq, made)
  if (committed.length > 0) {
    publishCommitted({ relay }, committed)
    await relay.flush()
  }
  if (released.length > 0) await files.release(released)
  return changed
}
