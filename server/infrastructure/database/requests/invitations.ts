import type pg from 'pg'
import type { Invitation, MemberRole, PendingInvitation } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { ConversationChange, PrivateVersion } from '@/server/application/log-ports'
import { joinGroup } from '@/server/domain/add-members'
import { managerIn } from '@/server/domain/decide'
import { KithError, notFound } from '@/server/domain/errors'
import { mayManage } from '@/server/domain/roles'
import { loadGroup } from '../conversations/load'
import { storeDecision } from '../conversations/store-decision'
import { prepared } from '../prepared'
import { type ProfileRow, SHOWN, toProfile } from '../profile'
import { instantOf } from '../rows'
import { retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { concerned } from './settle-invitations'

const MINE = prepared(
  'my-invitations',
  `SELECT me.private_version AS "privateVersion", c.id AS "conversationId", c.name, c.picture_id AS picture, i.at,
    (SELECT count(*)::int FROM members m WHERE m.conversation_id = c.id AND m.active) AS members,
    ${SHOWN('by', 'me')}
  FROM users me
  LEFT JOIN (invitations i JOIN conversations c ON c.id = i.conversation_id AND c.closed_at IS NULL
      AND c.retired_at IS NULL AND (c.ends_at IS NULL OR c.ends_at > clock_timestamp()))
    ON i.user_id = me.id
  LEFT JOIN users by ON by.id = i.by_id
  WHERE me.id = $1 ORDER BY i.at DESC, c.id DESC`,
)

interface MineRow extends ProfileRow {
  readonly privateVersion: number
  /** Null: there is none. */
  readonly conversationId: ConversationId | null
  readonly name: string | null
  readonly picture: string | null
  readonly members: number
  readonly at: Date
}

/** One statement, as the version must be that of the list. */
export async function invitations(pool: pg.Pool, userId: UserId) {
  const { rows } = await pool.query<MineRow>(MINE([userId]))
  return { invitations: rows.flatMap(invitationOf), privateVersion: rows[0]?.privateVersion ?? 0 }
}

function invitationOf(row: MineRow): readonly Invitation[] {
  const { conversationId, name, picture, members, at } = row
  if (conversationId === null) return []
  return [{ conversationId, name: name ?? '', pictureId: picture, members, by: toProfile(row), at: instantOf(at) }]
}

const PENDING = prepared(
  'pending-invitations',
  `SELECT m.role, m.active, i.user_id AS "userId", i.by_id AS "byId", i.at
  FROM members m LEFT JOIN invitations i ON i.conversation_id = m.conversation_id
  WHERE m.conversation_id = $1 AND m.user_id = $2 ORDER BY i.at, i.user_id`,
)

interface PendingRow {
  readonly role: MemberRole
  readonly active: boolean
  readonly userId: UserId | null
  readonly byId: UserId
  readonly at: Date
}

/** @throws KithError `not_found`, `not_allowed` */
export async function pending(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
): Promise<readonly PendingInvitation[]> {
  const { rows } = await pool.query<PendingRow>(PENDING([conversationId, userId]))
  const [first] = rows
  if (first === undefined) throw notFound('conversation')
  if (!first.active || !mayManage(first.role)) throw new KithError('not_allowed', 'Only admins of the group see this.')
  return rows.flatMap(({ userId: invitedId, byId, at }) =>
    invitedId === null ? [] : [{ userId: invitedId, byId, at: instantOf(at) }],
  )
}

const TAKE = prepared('take-invitation', 'DELETE FROM invitations WHERE conversation_id = $1 AND user_id = $2')

const take = async (client: pg.PoolClient, conversationId: ConversationId, userId: UserId): Promise<boolean> =>
  (await client.query(TAKE([conversationId, userId]))).rowCount === 1

/** Under the group's lock, as whoever is added: of accepting and taking back, one comes first. */
export function join(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  maxMembers: number,
): Promise<ConversationChange> {
  return retryCollisions(() =>
    withConversationsLocked(pool, [conversationId], async (client) => {
      if (!(await take(client, conversationId, userId))) throw notFound('invitation')
      const { identity, group } = await loadGroup(client, conversationId)
      const decision = joinGroup(group, userId, maxMembers)
      const told = await concerned(client, conversationId, [userId], true)
      if (decision.steps.length === 0) return { committed: [], receipts: [], concerned: told }
      const { at, concerned: others } = await storeDecision(client, conversationId, userId, decision)
      return {
        committed: committedOf(identity, decision, userId, at),
        receipts: [],
        concerned: [...told, ...others],
      }
    }),
  )
}

export function decline(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
): Promise<readonly PrivateVersion[]> {
  return retryCollisions(() =>
    withConversationsLocked(pool, [conversationId], async (client) =>
      (await take(client, conversationId, userId)) ? concerned(client, conversationId, [userId], true) : [],
    ),
  )
}

/** @throws KithError `not_found`, `not_allowed` */
export function takeBack(
  pool: pg.Pool,
  actorId: UserId,
  conversationId: ConversationId,
  userId: UserId,
): Promise<readonly PrivateVersion[]> {
  return retryCollisions(() =>
    withConversationsLocked(pool, [conversationId], async (client) => {
      const { group } = await loadGroup(client, conversationId)
      managerIn(group, actorId)
      return (await take(client, conversationId, userId)) ? concerned(client, conversationId, [userId], true) : []
    }),
  )
}
