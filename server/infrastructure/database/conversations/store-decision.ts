import type pg from 'pg'
import type { ConversationId, Instant, UserId } from '@/contracts/ids'
import type { PrivateVersion } from '@/server/application/log-ports'
import type { Decision, GroupMember } from '@/server/domain/group'
import { multirangeOf } from '../intervals'
import { prepared } from '../prepared'
import { settleInvitations } from '../requests/settle-invitations'
import { instantOf } from '../rows'

// Marks of who joins start where the stay does; a change of role finds them there or further.
export const WRITE_MEMBERS = (conversationId: string, members: string, condition = 'true') => `
  INSERT INTO members (conversation_id, user_id, role, active, intervals, cleared_to, joined_seq, changed_seq, ended,
    delivered, read, seen, away)
  SELECT ${conversationId}, x.user_id, x.role, x.active, x.intervals, x.cleared_to, x.joined_seq, x.changed_seq,
    x.ended, x.joined_seq, x.joined_seq, x.joined_seq, coalesce(x.away, false)
  FROM jsonb_to_recordset(${members}) AS x (user_id bigint, role member_role, active bool, intervals int4multirange,
    cleared_to int, joined_seq int, changed_seq int, ended jsonb, away bool)
  WHERE ${condition} ORDER BY x.user_id
  ON CONFLICT (conversation_id, user_id) DO UPDATE SET role = excluded.role, active = excluded.active,
    intervals = excluded.intervals, draft = CASE WHEN excluded.active THEN members.draft END, joined_seq = excluded.joined_seq, changed_seq = excluded.changed_seq,
    ended = excluded.ended, delivered = greatest(members.delivered, excluded.joined_seq),
    read = greatest(members.read, excluded.joined_seq), away = members.away AND NOT excluded.active, seen = greatest(members.seen, excluded.joined_seq)`

const STORE = prepared(
  'store-decision',
  `WITH shared AS (
    UPDATE conversations SET name = $2, picture_id = $3, past_open = $4, receipts_shown = $16,
      closed_at = CASE WHEN $5 THEN coalesce(closed_at, clock_timestamp()) END, last_seq = $6, changed_seq = $7,
      disappear_after_ms = $13, ends_at = $15::timestamptz, erase_at = least(erase_at, CASE WHEN ended_at IS NULL THEN $15::timestamptz END),
      ends_by = CASE WHEN ends_at IS DISTINCT FROM $15::timestamptz THEN $9 ELSE ends_by END
    WHERE id = $1
  ), people AS (${WRITE_MEMBERS('$1', '$8')}), clock AS MATERIALIZED (
    SELECT greatest(date_trunc('milliseconds', clock_timestamp()), last_sent_at) AS at FROM conversations WHERE id = $1
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, user_id, at, set_to)
    SELECT $1, s.seq, s.kind, $9, s.user_id, clock.at, s.set_to
    FROM unnest($10::int[], $11::log_kind[], $12::bigint[], $14::float8[]) AS s (seq, kind, user_id, set_to), clock
  )
  SELECT at, EXISTS (SELECT FROM invitations WHERE conversation_id = $1) AS invites FROM clock`,
)

export interface Happened {
  readonly at: Instant
  /** Those whose invitations, or those whose list of them, are different now. */
  readonly concerned: readonly PrivateVersion[]
}

/** Writes what a decision changed, under the lock that the caller holds. Answers when it happened. */
export async function storeDecision(
  client: pg.PoolClient,
  conversationId: ConversationId,
  actorId: UserId,
  { group, steps }: Decision,
): Promise<Happened> {
  const before = group.lastSeq - steps.length
  const { name, pictureId, pastOpen, receiptsShown, closed, disappearAfterMs, endsAt, changedSeq } = group.shared
  const changed = group.members.filter((member) => member.changedSeq > before)
  const { rows } = await client.query<{ at: Date; invites: boolean }>(
    STORE([
      conversationId,
      name,
      pictureId,
      pastOpen,
      closed,
      group.lastSeq,
      changedSeq,
      membersJson(changed),
      actorId,
      steps.map(({ seq }) => seq),
      steps.map(({ kind }) => kind),
      steps.map(({ userId }) => userId),
      disappearAfterMs,
      steps.map(({ setTo }) => setTo ?? null),
      endsAt,
      receiptsShown,
    ]),
  )
  const [row] = rows
  if (row === undefined) throw new Error('The conversation was taken away under its lock.')
  return { at: instantOf(row.at), concerned: row.invites ? await settleInvitations(client, conversationId) : [] }
}

/** @param apart who is kept out of a new chat, as one of the two blocks the other: it is in no list of theirs */
export function membersJson(members: readonly GroupMember[], apart: UserId | null = null): string {
  return JSON.stringify(
    members.map((member) => ({
      user_id: member.userId,
      role: member.role,
      active: member.active,
      intervals: multirangeOf(member.intervals),
      away: member.userId === apart,
      cleared_to: member.clearedTo,
      joined_seq: member.joinedSeq,
      changed_seq: member.changedSeq,
      ended: member.ended,
    })),
  )
}
