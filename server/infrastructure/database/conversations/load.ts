import type pg from 'pg'
import type { Member } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { ConversationIdentity } from '@/server/application/committed-of'
import { notFound } from '@/server/domain/errors'
import type { Ended, Group, GroupMember } from '@/server/domain/group'
import { intervalsOf } from '../intervals'
import { prepared } from '../prepared'
import {
  CONVERSATION_COLUMNS,
  type ConversationRow,
  conversationOfRow,
  identityOf,
  type MemberRow,
  memberOfRow,
} from '../rows'

const GROUP = prepared(
  'group',
  `SELECT ${CONVERSATION_COLUMNS}, c.last_seq, c.ends_at IS NOT NULL AND c.ends_at <= clock_timestamp() AS over, m.user_id, m.role, m.active,
    m.joined_seq, m.changed_seq, m.intervals,
    m.cleared_to, m.ended,
    (SELECT r.asked_id FROM chat_requests r WHERE r.conversation_id = c.id AND r.refused_at IS NULL) AS waits_for
  FROM conversations c JOIN members m ON m.conversation_id = c.id WHERE c.id = $1
  ORDER BY m.joined_seq, m.user_id`,
)

interface Row extends ConversationRow, MemberRow {
  readonly last_seq: Seq
  readonly over: boolean
  readonly waits_for: string | null
  readonly intervals: string
  readonly cleared_to: Seq
  readonly ended: Ended | null
}

export interface LoadedGroup {
  readonly identity: ConversationIdentity
  readonly group: Group
}

/** Everything that a decision needs, under the lock that the caller holds. @throws KithError `not_found` */
export async function loadGroup(client: pg.PoolClient, conversationId: ConversationId): Promise<LoadedGroup> {
  const { rows } = await client.query<Row>(GROUP([conversationId]))
  const [first] = rows
  if (first === undefined) throw notFound('conversation')
  const { id: _id, kind: _kind, pair: _pair, createdAt: _at, ...shared } = conversationOfRow(first, null)
  return {
    identity: identityOf(first),
    group: {
      kind: first.kind,
      shared,
      over: first.over,
      lastSeq: first.last_seq,
      members: rows.map(groupMemberOf),
      waitsFor: first.waits_for,
    },
  }
}

function groupMemberOf(row: Row): GroupMember {
  return {
    ...memberOfRow(row),
    intervals: intervalsOf(row.intervals),
    clearedTo: row.cleared_to,
    ended: row.ended,
  }
}

const MEMBERS = prepared(
  'members',
  `SELECT o.user_id, o.role, o.active, o.joined_seq, o.changed_seq,
    CASE WHEN o.user_id = me.user_id THEN me.ended END AS ended
  FROM members me JOIN members o ON o.conversation_id = me.conversation_id
  WHERE me.user_id = $1 AND me.conversation_id = $2
    AND (o.user_id = me.user_id OR me.ended IS NULL AND (o.active OR o.intervals && me.intervals))
  ORDER BY o.joined_seq, o.user_id`,
)

/** @throws KithError `not_found` */
export async function members(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
): Promise<readonly Member[]> {
  const { rows } = await pool.query<MemberRow & Pick<Row, 'ended'>>(MEMBERS([userId, conversationId]))
  if (rows.length === 0) throw notFound('conversation')
  return rows.find(({ ended }) => ended !== null)?.ended?.members ?? rows.map(memberOfRow)
}

const FOR_MEMBER = prepared(
  'for-member',
  `SELECT ${CONVERSATION_COLUMNS}, m.user_id, m.role, m.active, m.joined_seq, m.changed_seq, m.ended
  FROM members m JOIN conversations c ON c.id = m.conversation_id WHERE m.user_id = $1 AND m.conversation_id = $2`,
)

/** @throws KithError `not_found` */
export async function forMember(pool: pg.Pool, userId: UserId, conversationId: ConversationId) {
  const { rows } = await pool.query<Row>(FOR_MEMBER([userId, conversationId]))
  const [row] = rows
  if (row === undefined) throw notFound('conversation')
  return { conversation: conversationOfRow(row, row.ended), member: memberOfRow(row) }
}

const OTHERS = prepared(
  'others',
  `SELECT o.user_id FROM members me JOIN members o ON o.conversation_id = me.conversation_id AND o.active
  WHERE me.user_id = $1 AND me.conversation_id = $2 AND me.active
    AND NOT EXISTS (SELECT FROM chat_requests r WHERE r.conversation_id = $2 AND o.user_id <> $1) ORDER BY o.user_id`,
)

/** @throws KithError `not_found`, also for who has left */
export async function others(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
): Promise<readonly UserId[]> {
  const { rows } = await pool.query<{ user_id: string }>(OTHERS([userId, conversationId]))
  if (rows.length === 0) throw notFound('conversation')
  return rows.map((row) => row.user_id).filter((id) => id !== userId)
}
