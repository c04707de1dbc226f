import { setTimeout as wait } from 'node:timers/promises'
import type { Crowd } from './crowd'
import type { Database } from './database'

const POLL_MS = 250

/**
 * Waits until nothing moves any more because nothing has to: everybody is online, no outbox holds anything, and every
 * mark and receipt is where it ends up. Answers what was still missing when the time was over; nothing when all is well.
 */
export async function settle(crowd: Crowd, db: Database, timeoutMs: number): Promise<readonly string[]> {
  let missing: readonly string[] = ['Nothing was looked at.']
  for (const until = Date.now() + timeoutMs; Date.now() < until; await wait(POLL_MS)) {
    missing = await crowd.unsettled()
    if (missing.length === 0) missing = await crowd.behind(await lastSeqs(db), Date.now())
    if (missing.length === 0) missing = await unmoved(db)
    if (missing.length === 0) return []
  }
  return missing
}

/** How far each conversation is. */
export async function lastSeqs(db: Database): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ id: string; last: number }>(
    'select id::text, last_seq as last from conversations',
  )
  return Object.fromEntries(rows.map(({ id, last }) => [id, last]))
}

interface MemberRow {
  readonly conversationId: string
  readonly userName: string
  /** The newest message of others. */
  readonly lastOthers: number
  readonly delivered: number
  readonly receiptDelivered: number
  readonly receiptSeen: number
  readonly dueDelivered: number
  readonly dueSeen: number
}

/** Where everybody is as at the beginning, each member's marks and receipts, and those due to them by the others' marks. */
const MEMBERS = `
  select m.conversation_id::text as "conversationId", u.user_name as "userName", m.delivered,
    (select coalesce(max(p.seq), 0) from placements p
     where p.conversation_id = c.id and p.sender_id <> m.user_id)::int as "lastOthers",
    m.receipt_delivered as "receiptDelivered", m.receipt_seen as "receiptSeen",
    (select coalesce(max(p.seq), 0) from placements p
     where p.conversation_id = c.id and p.sender_id = m.user_id and p.seq <= others.delivered)::int as "dueDelivered",
    (select coalesce(max(p.seq), 0) from placements p
     where p.conversation_id = c.id and p.sender_id = m.user_id and p.seq <= others.seen)::int as "dueSeen"
  from members m join conversations c on c.id = m.conversation_id join users u on u.id = m.user_id
  cross join lateral (
    select min(o.delivered) as delivered, min(o.seen) as seen from members o
    where o.conversation_id = c.id and o.user_id <> m.user_id and o.active) others
  where not exists (
    select from members o where o.conversation_id = c.id
      and (o.intervals <> int4multirange(int4range(1, null)) or exists (
        select from blocks b where o.user_id in (b.user_id, b.blocked_id))))`

async function unmoved(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<MemberRow>(MEMBERS)
  return rows.flatMap((row) => {
    const where = `${row.userName} in ${row.conversationId}`
    if (row.delivered < row.lastOthers) return [`${where} has ${row.delivered} of ${row.lastOthers} by the server`]
    if (row.receiptDelivered !== row.dueDelivered || row.receiptSeen !== row.dueSeen)
      return [
        `${where} is due receipts ${row.dueDelivered}/${row.dueSeen}, stored are ${row.receiptDelivered}/${row.receiptSeen}`,
      ]
    return []
  })
}
