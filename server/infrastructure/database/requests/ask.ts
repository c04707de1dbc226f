import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { keptApart } from '../conversations/lock-pair'
import { prepared } from '../prepared'
import { shows } from '../privacy'

/** In place of the id of a chat that wasn't opened, as it would have been one request too many. */
export const ASKED_OFTEN = '-1'

/** How a founder stands with the other of the two, under the pair's lock. */
export interface Asking {
  readonly founderId: UserId
  readonly otherId: UserId
  /** The other is told nothing of the chat: one of the two blocks the other, or they refused an earlier one. */
  readonly apart: UserId | null
  /** The chat waits for the other's yes, or they said no before. */
  readonly asks: boolean
  readonly tooOften: boolean
}

// Who changes whom they let in waits, or is seen by the next statement.
const HOLD = prepared('hold-asked', 'SELECT FROM users WHERE id = $1 FOR SHARE')
const STANDING = prepared(
  'asking',
  `SELECT ${shows('chats', 'other', 'founder')} AS allowed,
    EXISTS (SELECT FROM chat_requests r WHERE r.asked_id = other.id AND r.asker_id = founder.id) AS refused
  FROM users founder JOIN users other ON other.id = $2 WHERE founder.id = $1`,
)
const TAKE_TURNS = prepared('asking-turns', "SELECT pg_advisory_xact_lock(hashtextextended('asks ' || $1, 0))")
const LATELY = prepared(
  'asked-lately',
  `SELECT count(*)::int AS asked FROM chat_requests
  WHERE asker_id = $1 AND asked_at > clock_timestamp() - interval '1 day'`,
)

export async function standing(client: pg.PoolClient, pairKey: string, founderId: UserId): Promise<Asking> {
  const otherId = pairKey.split(':').find((id) => id !== founderId) ?? founderId
  await client.query(HOLD([otherId]))
  const apart = await keptApart(client, pairKey, founderId)
  const { rows } = await client.query<{ allowed: boolean; refused: boolean }>(STANDING([founderId, otherId]))
  const { allowed = true, refused = false } = rows[0] ?? {}
  const asks = refused || !allowed
  const tooOften = asks && !refused && (await askedLately(client, founderId)) >= LIMITS.requestsPerDay
  return { founderId, otherId, apart: apart ?? (refused ? otherId : null), asks, tooOften }
}

async function askedLately(client: pg.PoolClient, founderId: UserId): Promise<number> {
  await client.query(TAKE_TURNS([founderId]))
  const { rows } = await client.query<{ asked: number }>(LATELY([founderId]))
  return rows[0]?.asked ?? 0
}

const ASK = prepared(
  'ask',
  `INSERT INTO chat_requests (asked_id, asker_id, conversation_id, asked_at) VALUES ($1, $2, $3, clock_timestamp())
  ON CONFLICT (asked_id, asker_id) DO UPDATE SET conversation_id = excluded.conversation_id`,
)
const WANTED = prepared('wanted', 'DELETE FROM chat_requests WHERE asked_id = $1 AND asker_id = $2')

/** Once the chat is there. Who begins one themselves has nothing more against the other's. */
export async function ask(
  client: pg.PoolClient,
  { founderId, otherId, asks }: Asking,
  conversationId: ConversationId,
): Promise<void> {
  await client.query(WANTED([founderId, otherId]))
  if (asks) await client.query(ASK([otherId, founderId, conversationId]))
}
