import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { ConversationChange } from '@/server/application/log-ports'
import { keptOut } from '@/server/domain/found'
import type { Decision } from '@/server/domain/group'
import { askedOften } from '@/server/domain/refuse-send'
import { prepared } from '../prepared'
import { ask, standing } from '../requests/ask'
import { identityOf } from '../rows'
import { inTransaction } from '../transaction'
import { lockPair } from './lock-pair'
import { membersJson, WRITE_MEMBERS } from './store-decision'

const FOUND = prepared(
  'found-conversation',
  `WITH founded AS (
    INSERT INTO conversations (kind, pair_key, name, picture_id, last_seq, changed_seq, disappear_after_ms, ends_at,
      ends_by, erase_at, created_at)
    VALUES ($1, $2, $3, $4, $7, $7, $8, $9::timestamptz, CASE WHEN $9::timestamptz IS NOT NULL THEN $6::bigint END,
      $9::timestamptz, clock_timestamp())
    ON CONFLICT (pair_key) DO NOTHING RETURNING id, kind, pair_key, created_at
  ), people AS (${WRITE_MEMBERS('(SELECT id FROM founded)', '$5', 'EXISTS (SELECT FROM founded)')}), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, at, set_to)
    SELECT f.id, s.seq, s.kind, $6, f.created_at, s.set_to
    FROM founded f, unnest($10::int[], $11::log_kind[], $12::float8[]) AS s (seq, kind, set_to)
  )
  SELECT id AS conversation_id, kind, pair_key, created_at FROM founded`,
)

interface Row {
  readonly conversation_id: string
  readonly kind: 'direct' | 'group'
  readonly pair_key: string | null
  readonly created_at: Date
}

export type Founded = { readonly conversationId: string } & ConversationChange

/** Stores a new chat of two. Null: the pair has one already. @throws KithError `full` where it would be one request too many */
export function foundDirect(pool: pg.Pool, founderId: UserId, decision: Decision, pairKey: string) {
  return inTransaction(pool, async (client) => {
    await lockPair(client, pairKey)
    const asking = await standing(client, pairKey, founderId)
    const founded = await storeFounded(client, founderId, decision, pairKey, asking.apart)
    if (founded === null) return null
    if (asking.tooOften) throw askedOften()
    await ask(client, asking, founded.conversationId)
    return founded
  })
}

/**
 * Stores a new conversation in one statement. Null: the pair has one already.
 * @param apart who is told nothing of it
 */
export async function storeFounded(
  pool: Pick<pg.Pool, 'query'>,
  founderId: UserId,
  decision: Decision,
  pairKey: string | null,
  apart: UserId | null = null,
): Promise<Founded | null> {
  const made = keptOut(decision, apart)
  const { kind, shared, members } = made.group
  const values = [
    kind,
    pairKey,
    shared.name,
    shared.pictureId,
    membersJson(members, apart),
    founderId,
    shared.changedSeq,
    shared.disappearAfterMs,
    shared.endsAt,
    made.steps.map(({ seq }) => seq),
    made.steps.map((step) => step.kind),
    made.steps.map(({ setTo }) => setTo ?? null),
  ]
  const { rows } = await pool.query<Row>(FOUND(values))
  const [row] = rows
  if (row === undefined) return null
  const identity = identityOf(row)
  const committed = committedOf(identity, made, founderId, identity.createdAt)
  return { conversationId: identity.id, committed, receipts: [] }
}
