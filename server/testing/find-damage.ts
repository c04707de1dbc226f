import type { ClientBase, Pool } from 'pg'
import { CONTENT_RULES } from './content-rules'

/** Each finds rows that break one rule of the log. All answer none in a database that keeps the promises. */
const RULES: Readonly<Record<string, string>> = {
  'a conversation’s seqs go from what was erased of it to its last, without holes': `
    select c.id from conversations c left join log l on l.conversation_id = c.id
    left join lateral unnest(l.erased) as gone (seqs) on true
    group by c.id having coalesce(
        range_agg(int4range(l.seq, l.seq + 1)) filter (where l.seq is not null) + coalesce(range_agg(gone.seqs), '{}'), '{}')
        * int4multirange(int4range(c.erased_to + 1, null))
      <> int4multirange(int4range(c.erased_to + 1, c.last_seq + 1)) or min(l.seq) <= c.erased_to`,
  'of what was erased by time no row is left': `
    with erasing as materialized (select conversation_id, erased from log where erased is not null)
    select e.conversation_id, l.seq from erasing e join log l on l.conversation_id = e.conversation_id and l.seq <@ e.erased
    union all
    select e.conversation_id, p.seq from erasing e
    join placements p on p.conversation_id = e.conversation_id and p.seq <@ e.erased`,
  'what erases says what, and nobody did it': `
    select conversation_id, seq from log
    where (kind = 'messages:erased') <> (erased is not null) or (actor_id is null) <> (erased is not null)
      or (erased is not null and (isempty(erased) or target_seq <> seq or upper(erased) > seq))`,
  'what disappears is known to fall due': `
    select p.conversation_id, p.seq from placements p join conversations c on c.id = p.conversation_id
    where p.expires_at is not null and (c.erase_at is null or c.erase_at > p.expires_at)
    union all
    select id, last_seq from conversations where ends_at is not null and ended_at is null and retired_at is null
      and (erase_at is null or erase_at > ends_at)`,
  'what has ended is closed and empty': `
    select c.id from conversations c where c.ended_at is not null
      and (c.closed_at is null or c.ends_by is null or exists (select from placements p where p.conversation_id = c.id))`,
  'nobody has begun to write where they say nothing any more': `
    select m.conversation_id, m.user_id from members m join conversations c on c.id = m.conversation_id
    where m.draft is not null and (m.away or not m.active or c.ended_at is not null)`,
  'nobody sees what was erased': `
    select m.conversation_id, m.user_id from members m join conversations c on c.id = m.conversation_id
    where not isempty(m.intervals * int4multirange(int4range(m.cleared_to + 1, greatest(c.erased_to, m.cleared_to) + 1)))`,
  'nobody sees what was said to them while they blocked who said it': `
    select p.conversation_id, p.seq from placements p
    join conversations c on c.id = p.conversation_id and c.kind = 'direct'
    join log l on l.conversation_id = p.conversation_id and l.seq = p.seq
    join members m on m.conversation_id = p.conversation_id
    join blocks b on b.user_id = m.user_id and b.blocked_id = p.sender_id
    where l.at > b.at + interval '10 milliseconds' and p.seq <@ m.intervals`,
  'each posted message has a placement at its seq, and each placement a log row': `
    select coalesce(l.conversation_id, p.conversation_id), coalesce(l.seq, p.seq) as seq
    from (select * from log where kind = 'message:posted') l
    full join placements p on p.conversation_id = l.conversation_id and p.seq = l.seq
    where l.message_id is distinct from p.message_id or l.actor_id is distinct from p.sender_id`,
  'a message is placed, and by its sender': `
    select m.id from messages m left join placements p on p.message_id = m.id
    where p.message_id is null or p.sender_id <> m.sender_id`,
  'a message is in a conversation once': `
    select conversation_id, message_id from placements group by 1, 2 having count(*) > 1`,
  'the times of postings follow the seqs': `
    select conversation_id, seq from (
      select conversation_id, seq, at, lag(at) over (partition by conversation_id order by seq) as before
      from log where kind = 'message:posted') posted
    where at < before`,
  'sentAt is when a message was posted first': `
    select m.id from messages m join log l on l.message_id = m.id and l.kind = 'message:posted'
    group by m.id having min(l.at) < m.sent_at or (min(l.at) > m.sent_at and not exists (
      select from conversations c where c.erased_to > 0
      union all select from log where erased is not null))`,
  'a message knows how many places it has': `
    select m.id from messages m join placements p on p.message_id = m.id
    group by m.id having m.placed <> count(*)`,
  'a change is of a message that was posted before it in the same conversation': `
    select l.conversation_id, l.seq from log l
    join conversations c on c.id = l.conversation_id
    left join placements p on p.conversation_id = l.conversation_id and p.seq = l.target_seq
    where (l.kind in ('message:edited', 'message:deleted', 'message:reacted', 'message:placed', 'message:pinned', 'message:previewed', 'message:filesErased', 'messages:erased')) <> (l.target_seq is not null)
      or (l.target_seq > c.erased_to and l.erased is null and (p.seq is null or p.seq >= l.seq or p.message_id is distinct from l.message_id))`,
  'a placement knows its newest change': `
    select p.conversation_id, p.seq from placements p
    where p.changed_seq <> coalesce(
      (select max(l.seq) from log l where l.conversation_id = p.conversation_id and l.target_seq = p.seq), p.seq)`,
  'of a deleted message nothing is left': `
    select m.id from messages m
    where not exists (select from placements p where p.message_id = m.id and p.deleted_by is null)
      and (m.text <> '' or m.edited_at is not null
      or exists (select from message_versions v where v.message_id = m.id)
      or exists (select from placements p join reactions r using (conversation_id, seq) where p.message_id = m.id))`,
  'earlier wordings are numbered up to the present one': `
    select m.id from messages m
    where exists (select from placements p where p.message_id = m.id and p.deleted_by is null)
      and m.version - 1 <> (select count(*) from message_versions v where v.message_id = m.id and v.version < m.version)`,
  'a person has one standing reaction to a message': `
    select conversation_id, seq, user_id from reactions where until_seq is null group by 1, 2, 3 having count(*) > 1`,
  'marks and receipts never pass the last seq': `
    select m.conversation_id, m.user_id from members m join conversations c on c.id = m.conversation_id
    where greatest(delivered, read, seen, receipt_delivered, receipt_seen) > c.last_seq`,
  'who is in a conversation has an open stay, who left has none': `
    select conversation_id, user_id from members where active <> coalesce(upper_inf(intervals), false)`,
  'what is written with each message refers to what there is': `
    select 'messages' as of, m.id from messages m where not exists (select from users u where u.id = m.sender_id)
    union all
    select 'placements', p.message_id from placements p where not exists (select from messages m where m.id = p.message_id)
      or not exists (select from conversations c where c.id = p.conversation_id)
    union all
    select 'log', l.conversation_id from log l where not exists (select from conversations c where c.id = l.conversation_id)
    union all
    select 'mark_moves', v.conversation_id from mark_moves v
    where not exists (select from members m where (m.conversation_id, m.user_id) = (v.conversation_id, v.user_id))`,
  'a browser shows what was said where its person was': `
    select t.session_id, t.conversation_id from push_shown t
    join sessions z on z.id = t.session_id join conversations c on c.id = t.conversation_id
    left join members m on m.conversation_id = t.conversation_id and m.user_id = z.user_id
    where m.user_id is null or t.seq > c.last_seq or (t.seq = 0 and not t.telling)`,
  'moves of marks follow each other up to the mark': `
    select conversation_id, user_id, kind from (
      select v.conversation_id, v.user_id, v.kind, from_seq, to_seq, m.delivered, m.seen, m.joined_seq,
        lag(to_seq) over (partition by v.conversation_id, v.user_id, v.kind order by to_seq) as before,
        lead(to_seq) over (partition by v.conversation_id, v.user_id, v.kind order by to_seq) as after
      from mark_moves v join members m on m.conversation_id = v.conversation_id and m.user_id = v.user_id) moved
    where from_seq >= to_seq or from_seq < before
      or (after is null and to_seq > case kind when 'delivered' then delivered else seen end)`,
}

/** What is wrong with the database, a sentence each. For one in which nobody writes meanwhile. */
export async function findDamage(db: Pool | ClientBase): Promise<string[]> {
  // What was just written is to Postgres a handful of rows until then, of which it compares each with each.
  await db.query('ANALYZE messages, placements, log, members')
  const damage: string[] = []
  for (const [rule, query] of Object.entries({ ...RULES, ...CONTENT_RULES })) {
    const { rows } = await db.query(query)
    if (rows.length > 0) damage.push(`Not kept in ${rows.length} places: ${rule}. First: ${JSON.stringify(rows[0])}`)
  }
  return damage
}
