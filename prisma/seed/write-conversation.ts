import { randomUUID } from 'node:crypto'
import type { ClientBase } from 'pg'
import { type ConversationRows, conversationRows, type LivedConversation, type LogRow } from './conversation-rows'

/** Stores a conversation that was lived already. Several statements: call it within a transaction. */
export async function writeConversation(db: ClientBase, conversation: LivedConversation): Promise<string> {
  const rows = conversationRows(conversation)
  const id = await writeHead(db, conversation, rows)
  const messageIds = await writeMessages(db, id, rows.log)
  await writeLog(db, id, rows.log, messageIds)
  await writeMembers(db, id, rows)
  await writeMarkMoves(db, id, rows)
  return id
}

async function writeHead(db: ClientBase, lived: LivedConversation, rows: ConversationRows): Promise<string> {
  const pair = [...lived.userIds].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join(':')
  const { rows: written } = await db.query<{ id: string }>(
    `insert into conversations (kind, pair_key, last_seq, last_sent_at, changed_seq, created_at)
     values ('direct', $1, $2, $3, 1, $4) returning id::text`,
    [pair, rows.lastSeq, rows.log.at(-1)?.at ?? null, lived.createdAt],
  )
  const id = written[0]?.id
  if (!id) throw new Error('The conversation was not written.')
  return id
}

/** Answers the ids of the messages, by seq. */
async function writeMessages(db: ClientBase, id: string, log: readonly LogRow[]): Promise<ReadonlyMap<number, string>> {
  const posted = log.filter((row) => row.text !== null)
  const { rows } = await db.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('messages', 'id'))::text as id from generate_series(1, $1::int)`,
    [posted.length],
  )
  const ids = rows.map((row) => row.id)
  await db.query(
    `insert into messages (id, sender_id, client_id, kind, text, created_at, sent_at)
     select id, sender_id, client_id, 'text', text, at, at
     from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::timestamptz[])
       as posted(id, sender_id, client_id, text, at)`,
    [
      ids,
      posted.map((row) => row.actorId),
      posted.map(() => randomUUID()),
      posted.map((row) => row.text),
      times(posted),
    ],
  )
  await db.query(
    `insert into placements (conversation_id, seq, message_id, sender_id, changed_seq)
     select $1, seq, message_id, sender_id, seq
     from unnest($2::int[], $3::bigint[], $4::bigint[]) as posted(seq, message_id, sender_id)`,
    [id, posted.map((row) => row.seq), ids, posted.map((row) => row.actorId)],
  )
  return new Map(posted.map((row, index) => [row.seq, ids[index] ?? '']))
}

async function writeLog(
  db: ClientBase,
  id: string,
  log: readonly LogRow[],
  messageIds: ReadonlyMap<number, string>,
): Promise<void> {
  await db.query(
    `insert into log (conversation_id, seq, kind, actor_id, message_id, at)
     select $1, seq, kind::log_kind, actor_id, message_id, at
     from unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[])
       as happened(seq, kind, actor_id, message_id, at)`,
    [
      id,
      log.map((row) => row.seq),
      log.map((row) => row.kind),
      log.map((row) => row.actorId),
      log.map((row) => messageIds.get(row.seq) ?? null),
      times(log),
    ],
  )
}

async function writeMembers(db: ClientBase, id: string, { members }: ConversationRows): Promise<void> {
  for (const member of members) {
    await db.query(
      `insert into members (conversation_id, user_id, role, active, intervals, joined_seq, changed_seq,
         delivered, read, seen, receipt_delivered, receipt_seen)
       values ($1, $2, 'member', true, int4multirange(int4range($3, null)), $3, $3, $4, $5, $5, $6, $7)`,
      [id, member.userId, member.joinedSeq, member.delivered, member.seen, member.receiptDelivered, member.receiptSeen],
    )
  }
}

/** Each got a message seconds after it was sent, and saw what came at one sitting at its end. */
async function writeMarkMoves(db: ClientBase, id: string, { members, log }: ConversationRows): Promise<void> {
  const moves = members.flatMap((member) =>
    (['delivered', 'seen'] as const).flatMap((kind) => {
      let fromSeq = member.joinedSeq
      return sittings(log, member[kind]).flatMap((last) => {
        if (last.seq <= fromSeq) return []
        const at = new Date(last.at.getTime() + (kind === 'delivered' ? 2_000 : 8_000))
        const move = { userId: member.userId, kind, fromSeq, toSeq: last.seq, at }
        fromSeq = last.seq
        return [move]
      })
    }),
  )
  await db.query(
    `insert into mark_moves (conversation_id, user_id, kind, from_seq, to_seq, at)
     select $1, user_id, kind::mark_kind, from_seq, to_seq, at
     from unnest($2::bigint[], $3::text[], $4::int[], $5::int[], $6::timestamptz[])
       as moved(user_id, kind, from_seq, to_seq, at)`,
    [
      id,
      moves.map((move) => move.userId),
      moves.map((move) => move.kind),
      moves.map((move) => move.fromSeq),
      moves.map((move) => move.toSeq),
      times(moves),
    ],
  )
}

const SITTING_GAP_MS = 10 * 60_000

/** The last row of each sitting, up to `until`. */
function sittings(log: readonly LogRow[], until: number): LogRow[] {
  return log.slice(0, until).filter((row, index, covered) => {
    const next = covered[index + 1]
    return !next || next.at.getTime() - row.at.getTime() > SITTING_GAP_MS
  })
}

const times = (rows: readonly { at: Date }[]): string[] => rows.map((row) => row.at.toISOString())
