import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Crowd } from './crowd'
import type { Person } from './person'

const POLL_MS = 250

/**
 * Waits until nothing moves any more because nothing has to: everybody is online, no outbox holds anything, and every
 * mark and receipt is where it ends up. Answers what was still missing when the time was over; nothing when all is well.
 */
export async function settle(crowd: Crowd, db: Pool, timeoutMs: number): Promise<readonly string[]> {
  let missing: readonly string[] = ['Nothing was looked at.']
  for (const until = Date.now() + timeoutMs; Date.now() < until; await wait(POLL_MS)) {
    missing = crowd.people.flatMap(unsettled)
    if (missing.length === 0) missing = await unmoved(crowd, db)
    if (missing.length === 0) return []
  }
  return missing
}

function unsettled({ userName, client, changing }: Person): string[] {
  const { status } = client.connection.getState()
  const pending = client.pending.getState().length
  return [
    ...(status === 'online' ? [] : [`${userName} is ${status}`]),
    ...(pending === 0 ? [] : [`${userName} has ${pending} messages waiting`]),
    ...(changing === 0 ? [] : [`${userName} waits for ${changing} changes to be answered`]),
  ]
}

interface MemberRow {
  readonly conversationId: string
  readonly userName: string
  readonly lastSeq: number
  /** The newest message of others. */
  readonly lastOthers: number
  readonly delivered: number
  readonly receiptDelivered: number
  readonly receiptSeen: number
  readonly dueDelivered: number
  readonly dueSeen: number
}

/** Each member's marks and receipts, and the receipts due to them by the others' marks. */
const MEMBERS = `
  select m.conversation_id::text as "conversationId", u.user_name as "userName", c.last_seq as "lastSeq", m.delivered,
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
    where o.conversation_id = c.id and o.user_id <> m.user_id and o.active) others`

async function unmoved(crowd: Crowd, db: Pool): Promise<string[]> {
  const { rows } = await db.query<MemberRow>(MEMBERS)
  const people = new Map(crowd.people.map((person) => [person.userName, person]))
  return rows.flatMap((row) => {
    const where = `${row.userName} in ${row.conversationId}`
    const conversation = people.get(row.userName)?.client.conversation(row.conversationId).store.getState()
    if (row.delivered < row.lastOthers) return [`${where} has ${row.delivered} of ${row.lastOthers} by the server`]
    if (!conversation || conversation.lastSeq < row.lastSeq)
      return [`${where} has ${conversation?.lastSeq} of ${row.lastSeq} on screen`]
    if (row.receiptDelivered !== row.dueDelivered || row.receiptSeen !== row.dueSeen)
      return [
        `${where} is due receipts ${row.dueDelivered}/${row.dueSeen}, stored are ${row.receiptDelivered}/${row.receiptSeen}`,
      ]
    const { delivered, seen } = conversation.receipts
    if (delivered !== row.receiptDelivered || seen !== row.receiptSeen)
      return [`${where} shows receipts ${delivered}/${seen}, stored are ${row.receiptDelivered}/${row.receiptSeen}`]
    return []
  })
}
