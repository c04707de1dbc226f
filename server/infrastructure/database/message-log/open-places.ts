import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { PlaceInput } from '@/contracts/inputs'
import { committedOf } from '@/server/application/committed-of'
import type { Committed } from '@/server/application/log-ports'
import { found, keptOut } from '@/server/domain/found'
import { pairKeyOf } from '@/server/domain/pair'
import { lockPair } from '../conversations/lock-pair'
import { membersJson, WRITE_MEMBERS } from '../conversations/store-decision'
import { prepared } from '../prepared'
import { ASKED_OFTEN, ask, standing } from '../requests/ask'
import { identityOf } from '../rows'

/** Where a message is to stand. Id 0: there is no such conversation. */
export interface Target {
  readonly conversationId: ConversationId
  readonly replyTo: Seq | null
}

/** The direct chats that were opened, by id. */
export type Opened = ReadonlyMap<ConversationId, readonly Committed[]>

const BY_PAIRS = prepared('by-pairs', 'SELECT id, pair_key FROM conversations WHERE pair_key = ANY($1::text[])')
const KNOWN = prepared('known-users', 'SELECT id FROM users WHERE id = ANY($1::bigint[]) AND deleted_at IS NULL')
const OPEN = prepared(
  'open-direct-chat',
  `WITH founded AS (
    INSERT INTO conversations (kind, pair_key, last_seq, changed_seq, created_at)
    VALUES ('direct', $1, 1, 1, clock_timestamp()) ON CONFLICT (pair_key) DO NOTHING
    RETURNING id, kind, pair_key, created_at
  ), people AS (${WRITE_MEMBERS('(SELECT id FROM founded)', '$2', 'EXISTS (SELECT FROM founded)')}), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, at)
    SELECT id, 1, 'conversation:created', $3, created_at FROM founded
  )
  SELECT id AS conversation_id, kind, pair_key, created_at FROM founded`,
)

interface Row {
  readonly conversation_id: string
  readonly kind: 'direct'
  readonly pair_key: string
  readonly created_at: Date
}

/**
 * The conversations that are meant, each once; the direct chats among them are opened where there are none, in the
 * order of their pairs, and before any conversation is locked: nobody waits for somebody who waits for them.
 */
export async function openPlaces(
  client: pg.PoolClient,
  lists: readonly { readonly senderId: UserId; readonly places: readonly PlaceInput[] }[],
): Promise<{ targets: readonly (readonly Target[])[]; opened: Opened; met: readonly ConversationId[] }> {
  const pairs = lists.flatMap(({ senderId, places }) =>
    places.flatMap((place) =>
      'userId' in place && place.userId !== senderId ? [[pairKeyOf(senderId, place.userId), senderId] as const] : [],
    ),
  )
  // Of several who would open the same one, it is the first.
  const people = new Map(pairs.reverse())
  const { ids, opened } = await openPairs(client, people)
  const targetOf = (senderId: UserId, place: PlaceInput): Target =>
    'userId' in place
      ? { conversationId: ids.get(pairKeyOf(senderId, place.userId)) ?? '0', replyTo: null }
      : { conversationId: place.conversationId, replyTo: place.replyTo ?? null }
  const targets = lists.map(({ senderId, places }) => [
    ...new Map(
      places.map((place) => targetOf(senderId, place)).map((target) => [target.conversationId, target]),
    ).values(),
  ])
  return { targets, opened, met: [...ids.values()].filter((id) => id !== ASKED_OFTEN) }
}

async function openPairs(client: pg.PoolClient, people: ReadonlyMap<string, UserId>) {
  const keys = [...people.keys()].sort()
  const ids = new Map<string, ConversationId>()
  const opened = new Map<ConversationId, readonly Committed[]>()
  if (keys.length === 0) return { ids, opened }
  await find(client, keys, ids)
  const missing = keys.filter((key) => !ids.has(key))
  if (missing.length === 0) return { ids, opened }
  for (const key of missing) await lockPair(client, key)
  const userIds = [...new Set(missing.flatMap((key) => key.split(':')))]
  const known = new Set((await client.query<{ id: string }>(KNOWN([userIds]))).rows.map(({ id }) => id))
  for (const key of missing) {
    if (!key.split(':').every((id) => known.has(id))) continue
    const made = await open(client, key, people.get(key) ?? '')
    if (made === null) await find(client, [key], ids)
    else if (made === 'asked_often') ids.set(key, ASKED_OFTEN)
    else {
      ids.set(key, made.id)
      opened.set(made.id, made.committed)
    }
  }
  return { ids, opened }
}

async function find(client: pg.PoolClient, keys: readonly string[], ids: Map<string, ConversationId>): Promise<void> {
  const { rows } = await client.query<{ id: string; pair_key: string }>(BY_PAIRS([keys]))
  for (const { id, pair_key } of rows) ids.set(pair_key, id)
}

async function isThere(client: pg.PoolClient, key: string): Promise<boolean> {
  return (await client.query(BY_PAIRS([[key]]))).rowCount !== 0
}

/** Null: somebody else has just opened it. */
async function open(client: pg.PoolClient, key: string, founderId: UserId) {
  const asking = await standing(client, key, founderId)
  if (asking.tooOften) return (await isThere(client, key)) ? null : 'asked_often'
  const { apart } = asking
  const decision = keptOut(found('direct', founderId, key.split(':'), {}), apart)
  const { rows } = await client.query<Row>(OPEN([key, membersJson(decision.group.members, apart), founderId]))
  const [row] = rows
  if (row === undefined) return null
  const identity = identityOf(row)
  await ask(client, asking, identity.id)
  return { id: identity.id, committed: committedOf(identity, decision, founderId, identity.createdAt) }
}
