/** As find-damage.ts's rules: of what messages carry, and of what refers to what. */
export const CONTENT_RULES: Readonly<Record<string, string>> = {
  'a message has as many attachments as it says, one after the other': `
    select m.id from messages m left join attachments a on a.message_id = m.id
    group by m.id having m.attached <> count(a.message_id) or max(a.position) <> count(a.message_id) - 1`,
  'a message that isn’t text is one attachment of its kind': `
    select m.id from messages m left join attachments a on a.message_id = m.id
    where m.kind <> 'text'
    group by m.id having m.text <> '' or count(*) filter (where a.kind::text = m.kind::text) <> 1 or count(*) <> 1`,
  'a message is searched by what it says': `
    select id from messages where search <> search_text(text || ' ' || file_names)`,
  'a message that isn’t deleted says or carries something': `
    select m.id from messages m
    where m.text = '' and m.attached = 0
      and exists (select from placements p where p.message_id = m.id and p.deleted_by is null)`,
  'a message that is deleted everywhere carries nothing': `
    select m.id from messages m
    where not exists (select from placements p where p.message_id = m.id and p.deleted_by is null)
      and (m.kind <> 'text' or m.attached <> 0 or m.forwarded_from is not null or m.preview_id is not null
        or exists (select from attachments a where a.message_id = m.id)
        or exists (select from placements p where p.message_id = m.id
          and (p.mentions <> '{}' or p.mentions_before is not null)))`,
  'what was erased of a message’s files is gone, and what it says stayed': `
    select m.id from messages m
    where m.files_erased > 0 and (m.attached <> 0 or m.text = '' or m.kind <> 'text' or m.file_names <> ''
        or m.files_erased_after is null
        or exists (select from placements p where p.message_id = m.id and p.content & 7 <> 0))
    union all
    select l.message_id from log l join messages m on m.id = l.message_id
    where l.kind = 'message:filesErased' and m.attached <> 0`,
  'where a message is deleted nobody reacts or pins, and no gallery has it': `
    select conversation_id, seq from placements p
    where deleted_by is not null and (content <> 0 or pinned_by is not null
      or exists (select from reactions r where r.conversation_id = p.conversation_id and r.seq = p.seq))`,
  'a message is deleted where the log says so': `
    select l.conversation_id, p.seq from log l
    join placements p on p.conversation_id = l.conversation_id and p.seq = l.target_seq
    where l.kind = 'message:deleted' and l.actor_id is distinct from p.deleted_by
    union all
    select conversation_id, seq from placements p where deleted_by is not null and not exists (
      select from log l where l.conversation_id = p.conversation_id and l.target_seq = p.seq and l.kind = 'message:deleted')`,
  'only those are mentioned who ever were in it, each once': `
    select p.conversation_id, p.seq from placements p cross join unnest(p.mentions) mentioned
    left join members m on m.conversation_id = p.conversation_id and m.user_id = mentioned
    group by 1, 2 having count(*) <> count(distinct m.user_id)`,
  'a pin has who and when, and the log’s last word': `
    select p.conversation_id, p.seq from placements p
    left join lateral (
      select actor_id, at, set_to from log l
      where l.conversation_id = p.conversation_id and l.target_seq = p.seq and l.kind = 'message:pinned'
      order by l.seq desc limit 1
    ) last on true
    where p.deleted_by is null and (p.pinned_by is distinct from case when set_to = 1 then actor_id end
      or p.pinned_at is distinct from case when set_to = 1 then last.at end)
    union all
    select conversation_id, seq from log where kind = 'message:pinned' and set_to is null`,
  'an answer is to what was posted before in the same conversation': `
    select p.conversation_id, p.seq from placements p
    left join placements r on r.conversation_id = p.conversation_id and r.seq = p.reply_to
    join conversations c on c.id = p.conversation_id
    where p.reply_to is not null and p.reply_to > c.erased_to and (r.seq is null or r.seq >= p.seq) and not exists (
      select from log l where l.conversation_id = p.conversation_id and p.reply_to <@ l.erased)`,
  'people mark only what they may see, and their state knows of it': `
    select o.user_id, o.conversation_id, o.seq from own_marks o
    left join members m on m.conversation_id = o.conversation_id and m.user_id = o.user_id
    where m.user_id is null or not o.seq <@ m.intervals or o.version > m.own_version or m.own_version > m.state_version`,
  'a chat of two is of the two that it is named by': `
    select c.id from conversations c left join members m on m.conversation_id = c.id
    where c.kind = 'direct' and c.retired_at is null
    group by c.id having c.pair_key is distinct from string_agg(m.user_id::text, ':' order by m.user_id)`,
  'a chat is asked for by one of the two, of the other, and counts no more messages than may be': `
    select r.conversation_id from chat_requests r join conversations c on c.id = r.conversation_id
    left join members m on m.conversation_id = c.id and m.user_id in (r.asked_id, r.asker_id)
    where c.kind <> 'direct' or r.sent > 10
    group by 1 having count(m.user_id) <> 2
    union all select r.conversation_id from chat_requests r where r.sent > 10`,
  'who has not accepted a chat has got nothing of it': `
    select m.conversation_id, m.user_id from members m
    join chat_requests r on r.conversation_id = m.conversation_id and r.asked_id = m.user_id
    where m.delivered > m.joined_seq or m.seen > m.joined_seq
    union all
    select v.conversation_id, v.user_id from mark_moves v
    join chat_requests r on r.conversation_id = v.conversation_id and r.asked_id = v.user_id`,
  'what was refused is in no list of theirs': `
    select m.conversation_id, m.user_id from members m
    join chat_requests r on r.conversation_id = m.conversation_id and r.asked_id = m.user_id
    where r.refused_at is not null and not m.away`,
  'who is invited to a group is not in it, and who invited is': `
    select i.conversation_id, i.user_id from invitations i join conversations c on c.id = i.conversation_id
    left join members m on m.conversation_id = c.id and m.user_id = i.user_id and m.active
    left join members b on b.conversation_id = c.id and b.user_id = i.by_id and b.active
    where c.kind <> 'group' or c.closed_at is not null or m.user_id is not null or b.user_id is null`,
  'a finished upload is something or was refused, an unfinished one is nothing yet': `
    select id from uploads
    where (finished_at is null and (blob_id is not null or refusal is not null))
      or (finished_at is not null and (blob_id is null) <> (refusal is not null))
      or (blob_id is null) <> (kind is null)`,
  'who said first what is forwarded is somebody': `
    select m.id from messages m left join users u on u.id = m.forwarded_from
    where m.forwarded_from is not null and u.id is null`,
  'bytes that nothing refers to are gone within the hour': `
    select b.id from blobs b where b.created_at < now() - interval '1 hour'
      and not exists (select from attachments a where a.blob_id = b.id or a.preview_id = b.id)
      and not exists (select from uploads u where u.blob_id = b.id or u.preview_id = b.id)
      and not exists (select from stickers s where s.blob_id = b.id)
      and not exists (select from link_previews l where l.blob_id = b.id)
      and not exists (select from export_parts e where e.blob_id = b.id)`,
  // Where it came later it was there when that was told.
  'what is shown of a link was told in each place where the message was from the first': `
    select p.conversation_id, p.seq from placements p join messages m on m.id = p.message_id
    join log said on said.conversation_id = p.conversation_id and said.seq = p.seq and said.at = m.sent_at
    where m.preview_id is not null and p.deleted_by is null and not exists (
      select from log l
      where l.conversation_id = p.conversation_id and l.message_id = m.id and l.kind = 'message:previewed')`,
}
