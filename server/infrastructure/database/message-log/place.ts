import type pg from 'pg'
import type { Place } from '@/contracts/dto'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import type { PlaceMoreInput } from '@/contracts/inputs'
import type { Committed, MessageLog } from '@/server/application/log-ports'
import { toldOnce } from '@/server/application/told-once'
import { newPlaces } from '@/server/domain/place-message'
import { prepared } from '../prepared'
import { acceptedStates } from '../requests/accept'
import { placeOf } from '../rows'
import { refuseInvalidData, retryCollisions } from '../sql-errors'
import { inTransaction, lockConversations } from '../transaction'
import { askedPlaces } from './asked-places'
import { readCase } from './change-case'
import { openPlaces } from './open-places'
import { readChange } from './read-change'
import { storePlaces } from './store-places'

type Result = Awaited<ReturnType<MessageLog['place']>>

interface Asked {
  readonly senderId: UserId
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly places: PlaceMoreInput['places']
}

/**
 * Decides under the locks of all places, old and new. Chats that were opened for it go again when it is refused.
 * @throws KithError as domain/place-message.ts
 */
export function placeMessage(pool: pg.Pool, asked: Asked): Promise<Result> {
  return retryCollisions(async () => {
    for (;;) {
      try {
        return await attempt(pool, asked)
      } catch (error) {
        // It got another place before this one's locks were had: all of them have to hold still.
        if (!(error instanceof PlacedMeanwhile)) throw error
      }
    }
  }).catch(refuseInvalidData)
}

class PlacedMeanwhile extends Error {}

function attempt(pool: pg.Pool, { senderId, conversationId, seq, places }: Asked): Promise<Result> {
  return inTransaction(pool, async (client) => {
    const { targets, opened } = await openPlaces(client, [{ senderId, places }])
    const named = targets.flat().map((target) => target.conversationId)
    const locked = new Set([conversationId, ...named, ...(await whereIs(client, conversationId, seq))])
    await lockConversations(client, [...locked])

    const { given, messageId, everywhere } = await readCase(client, { actorId: senderId, conversationId, seq })
    if (everywhere.some((id) => !locked.has(id))) throw new PlacedMeanwhile()
    const asked = await askedPlaces(client, { senderId, messageId, conversationIds: named })
    const fresh = newPlaces({ ...given, placed: everywhere.length }, asked).map((place) => place.conversationId)
    if (messageId === null) throw new Error('A message that is not there was placed.')
    if (fresh.length === 0) return { placed: await placedOf(client, senderId, messageId) }

    const stored = await storePlaces(client, { senderId, messageId, conversationId }, fresh)
    const committed: Committed[] = []
    for (const place of stored) committed.push(...(await readChange(client, place, place.changedSeq)))
    const takenUp = stored.flatMap((one) => (one.accepted ? one.conversationId : []))
    const accepted = await acceptedStates(client, senderId, takenUp)
    const told = {
      ...(accepted.length > 0 && { accepted }),
      opened: fresh.flatMap((id) => opened.get(id) ?? []),
      ...toldOnce(committed, new Set(fresh)),
    }
    return { placed: await placedOf(client, senderId, messageId), committed: told }
  })
}

const WHERE_IS = prepared(
  'where-is',
  `SELECT o.conversation_id FROM placements p JOIN placements o ON o.message_id = p.message_id
  WHERE p.conversation_id = $1 AND p.seq = $2`,
)

async function whereIs(client: pg.PoolClient, conversationId: ConversationId, seq: Seq): Promise<ConversationId[]> {
  const { rows } = await client.query<{ conversation_id: string }>(WHERE_IS([conversationId, seq]))
  return rows.map((row) => row.conversation_id)
}

const PLACED = prepared(
  'placed',
  `SELECT p.conversation_id AS "conversationId", p.seq, p.expires_at AS "expiresAt"
  FROM placements p JOIN members m ON m.conversation_id = p.conversation_id AND m.user_id = $1
    AND p.seq <@ m.intervals AND p.seq > m.cleared_to
  WHERE p.message_id = $2 ORDER BY p.conversation_id`,
)

async function placedOf(client: pg.PoolClient, senderId: UserId, messageId: MessageId) {
  const { rows } = await client.query<Place & { readonly expiresAt: Date | null }>(PLACED([senderId, messageId]))
  return {
    messageId,
    places: rows.map(({ conversationId, seq, expiresAt }) => placeOf({ conversationId, seq }, expiresAt)),
  }
}
