import type { Pool } from 'pg'
import { differences } from './differences'
import type { Finding } from './finding'
import type { Place } from './heard'
import type { Person } from './person'
import type { Fate } from './said'

interface Stored {
  readonly clientId: string
  readonly conversationId: string
  readonly seq: number
  /** Empty when it was deleted. */
  readonly text: string
  readonly attached: number
}

/** All that has to be true of one person at the end. */
export async function judgePerson(person: Person, url: string, db: Pool): Promise<Finding[]> {
  const { rows: stored } = await db.query<Stored>(
    `select m.client_id::text as "clientId", p.conversation_id::text as "conversationId", p.seq, m.text, m.attached
     from placements p join messages m on m.id = p.message_id where p.sender_id = $1
     order by p.conversation_id, p.seq`,
    [person.userId],
  )
  const { examined, wrong } = person.marks
  return [
    ...fates(person, stored),
    inSendingOrder(person, stored),
    ...(await heard(person, db)),
    { claim: 'marks and receipts on screen only moved forward', examined, wrong },
    await unread(person, db),
    ...(await differences(person, url)),
  ]
}

function fates({ words, userName }: Person, stored: readonly Stored[]): Finding[] {
  const times = new Map<string, number>()
  for (const { clientId } of stored) times.set(clientId, (times.get(clientId) ?? 0) + 1)
  const check = (claim: string, fate: Fate, allowed: readonly ('never' | 'once')[]): Finding => {
    const these = words.all.filter((each) => each.fate === fate)
    const wrong = these.filter(({ clientId, conversationIds }) => {
      const found = times.get(clientId) ?? 0
      return !allowed.some((how) => found === (how === 'once' ? conversationIds.length : 0))
    })
    const told = wrong.map(
      (each) => `${userName}’s ${each.order} (${each.clientId}): ${times.get(each.clientId) ?? 0} times`,
    )
    return { claim, examined: these.length, wrong: told }
  }
  const known = new Set<string>(words.all.map(({ clientId }) => clientId))
  return [
    check('an acknowledged message is stored once in each of its places', 'acknowledged', ['once']),
    check('a message shown as not sent is stored nowhere', 'refused', ['never']),
    check('a message that died with its client is in all of its places once, or in none', 'lost', ['never', 'once']),
    check('no message waits any more', 'waiting', []),
    {
      claim: 'no message is stored that nobody said',
      examined: stored.length,
      wrong: stored.filter(({ clientId }) => !known.has(clientId)).map(({ text }) => text),
    },
  ]
}

function inSendingOrder({ userName }: Person, stored: readonly Stored[]): Finding {
  const last = new Map<string, number>()
  const wrong: string[] = []
  for (const { conversationId, text, attached, seq } of stored) {
    // While its files are on their way a message lets others go by; a deleted one doesn't say which it was.
    const order = Number(text.split(' ').at(-1))
    if (attached > 0 || text === '' || Number.isNaN(order)) continue
    const before = last.get(conversationId) ?? 0
    if (order <= before) wrong.push(`${userName} in ${conversationId}: ${order} after ${before} at seq ${seq}`)
    last.set(conversationId, order)
  }
  return { claim: 'each sender’s texts stand in sending order', examined: stored.length, wrong }
}

async function heard({ heard: ear, userId }: Person, db: Pool): Promise<Finding[]> {
  const { rows: visible } = await db.query<Place>(
    `select p.conversation_id::text as "conversationId", p.seq from placements p
     join members m on m.conversation_id = p.conversation_id and m.user_id = $1
     where p.seq <@ m.intervals and p.seq > m.cleared_to`,
    [userId],
  )
  const { wired } = ear
  const { rows: leaked } = await db.query<Place>(
    `select w.id::text as "conversationId", w.seq from unnest($2::bigint[], $3::int[]) w (id, seq)
     where not exists (select from members m where m.conversation_id = w.id and m.user_id = $1 and w.seq <@ m.intervals)`,
    [userId, wired.map(({ conversationId }) => conversationId), wired.map(({ seq }) => seq)],
  )
  return ear.findings(visible, leaked)
}

async function unread({ userId, userName, client }: Person, db: Pool): Promise<Finding> {
  const { rows } = await db.query<{ conversationId: string; unread: number }>(
    `select m.conversation_id::text as "conversationId",
       (select count(*) from placements p where p.conversation_id = m.conversation_id and p.sender_id <> m.user_id
          and p.seq > greatest(m.read, m.cleared_to) and p.seq <@ m.intervals)::int as unread
     from members m where m.user_id = $1`,
    [userId],
  )
  const { lines } = client.overview.getState()
  const wrong = rows.flatMap(({ conversationId, unread: counted }) => {
    // A direct chat in which nothing was said isn't in the list.
    const shown = lines.find(({ entry }) => entry.conversation.id === conversationId)?.state.unread ?? 0
    return shown === counted ? [] : [`${userName} in ${conversationId} shows ${shown} for ${counted}`]
  })
  return { claim: 'unread counts equal counting in the database', examined: rows.length, wrong }
}
