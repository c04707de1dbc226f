import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Committed, MessageLog } from '@/server/application/log-ports'
import { actsEverywhere, changesMessage, type MessageChange } from '@/server/domain/change-message'
import { requireRoomToPin } from '@/server/domain/pins'
import { countPins } from '../pins'
import { refuseInvalidData, retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { readCase } from './change-case'
import { readChange } from './read-change'
import { storeChange } from './store-change'

type Result = Awaited<ReturnType<MessageLog['change']>>

/**
 * Decides under the locks of all conversations that it acts in, and stores what was decided.
 * @throws KithError as domain/change-message.ts
 */
export function changeMessage(
  pool: pg.Pool,
  actorId: UserId,
  conversationId: ConversationId,
  seq: Seq,
  change: MessageChange,
  editWindowMs?: number,
): Promise<Result> {
  const place = { actorId, conversationId, seq }
  return retryCollisions(async () => {
    let locked: readonly ConversationId[] = [conversationId]
    for (;;) {
      const result = await attempt(pool, locked, place, change, editWindowMs)
      if (!('lock' in result)) return result
      // It stands elsewhere too, or was placed there since: all of them have to hold still.
      locked = result.lock
    }
  }).catch(refuseInvalidData)
}

function attempt(
  pool: pg.Pool,
  locked: readonly ConversationId[],
  place: Parameters<typeof storeChange>[1],
  change: MessageChange,
  editWindowMs: number | undefined,
): Promise<Result | { readonly lock: readonly ConversationId[] }> {
  const { actorId, conversationId, seq } = place
  return withConversationsLocked(pool, locked, async (client) => {
    const found = await readCase(client, place)
    if (!changesMessage(found.given, change, editWindowMs) || found.messageId === null) {
      return { changed: { conversationId, seq, changedSeq: found.changedSeq }, committed: [], released: [] }
    }
    if (change.kind === 'message:pinned' && change.pinned)
      requireRoomToPin(await countPins(client, conversationId, actorId))
    const { everywhere } = found
    const wide = change.kind === 'message:edited' || change.kind === 'message:deleted'
    if (wide && everywhere.some((id) => !locked.includes(id))) return { lock: everywhere }
    const targets = actsEverywhere(change, actorId, found.senderId) ? everywhere : [conversationId]
    const stored = await storeChange(client, place, found.messageId, targets, change)
    const committed: Committed[] = []
    for (const one of stored.places) committed.push(...(await readChange(client, one, one.changedSeq)))
    const here = stored.places.find((one) => one.conversationId === conversationId)
    if (here === undefined) throw new Error('A change was not stored where it was made.')
    return { changed: { conversationId, seq, changedSeq: here.changedSeq }, committed, released: stored.released }
  })
}
