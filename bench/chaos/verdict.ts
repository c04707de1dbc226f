import type { Pool } from 'pg'
import { findDamage } from '@/server/testing/find-damage'
import { bytesKept } from './bytes'
import type { Crowd } from './crowd'
import { differences } from './differences'
import type { Person, Said } from './person'
import type { Site } from './site'

/** One thing that has to be true afterwards. `wrong`: where it isn't. */
export interface Finding {
  readonly claim: string
  readonly examined: number
  readonly wrong: readonly string[]
}

interface Stored {
  readonly clientId: string
  readonly conversationId: string
  readonly seq: number
  readonly senderName: string
  /** Empty when it was deleted. */
  readonly text: string
  readonly attached: number
}

export async function judge(crowd: Crowd, { url, blobs }: Site, db: Pool): Promise<readonly Finding[]> {
  const { rows: stored } = await db.query<Stored>(
    `select m.client_id::text as "clientId", p.conversation_id::text as "conversationId", p.seq,
       u.user_name as "senderName", m.text, m.attached
     from placements p join messages m on m.id = p.message_id join users u on u.id = p.sender_id
     order by p.conversation_id, p.seq`,
  )
  const fresh = await differences(crowd, url)
  return [
    ...fates(crowd.people, stored),
    inSendingOrder(stored),
    { claim: 'the log’s rules hold in the database', examined: stored.length, wrong: await findDamage(db) },
    await bytesKept(db, blobs),
    { claim: 'unread counts equal counting in the database', ...(await unread(crowd, db)) },
    { claim: 'every client’s overview equals a fresh load', ...fresh.overviews },
    { claim: 'every client’s conversations equal a fresh load', ...fresh.conversations },
    { claim: 'everybody has the same messages in the same order', ...fresh.orders },
  ]
}

function fates(people: readonly Person[], stored: readonly Stored[]): Finding[] {
  const times = new Map<string, number>()
  for (const { clientId } of stored) times.set(clientId, (times.get(clientId) ?? 0) + 1)
  const said = people.flatMap((person) => person.said)
  const check = (claim: string, fate: Said['fate'], allowed: readonly ('never' | 'once')[]): Finding => {
    const these = said.filter((each) => each.fate === fate)
    const wrong = these.filter(({ clientId, conversationIds }) => {
      const found = times.get(clientId) ?? 0
      return !allowed.some((how) => found === (how === 'once' ? conversationIds.length : 0))
    })
    return {
      claim,
      examined: these.length,
      wrong: wrong.map((each) => `${each.clientId}: ${times.get(each.clientId) ?? 0} times`),
    }
  }
  const known = new Set<string>(said.map((each) => each.clientId))
  return [
    check('an acknowledged message is stored once in each of its places', 'acknowledged', ['once']),
    check('a message that died with its client is stored in all of its places or not at all', 'lost', [
      'never',
      'once',
    ]),
    check('no message was refused', 'refused', []),
    check('no message waits any more', 'waiting', []),
    {
      claim: 'no message is stored that nobody said',
      examined: stored.length,
      wrong: stored.filter(({ clientId }) => !known.has(clientId)).map(({ text }) => text),
    },
  ]
}

function inSendingOrder(stored: readonly Stored[]): Finding {
  const last = new Map<string, number>()
  const wrong: string[] = []
  for (const { conversationId, senderName, text, attached, seq } of stored) {
    // While its files are on their way a message lets others go by; a deleted one doesn't say which it was.
    if (attached > 0 || text === '') continue
    const order = Number(text.split(' ').at(-1))
    const key = `${senderName} in ${conversationId}`
    if (order <= (last.get(key) ?? 0)) wrong.push(`${key}: ${order} after ${last.get(key)} at seq ${seq}`)
    last.set(key, order)
  }
  return { claim: 'each sender’s texts stand in sending order', examined: stored.length, wrong }
}

async function unread({ people }: Crowd, db: Pool): Promise<Omit<Finding, 'claim'>> {
  const { rows } = await db.query<{ userName: string; conversationId: string; unread: number }>(
    `select u.user_name as "userName", m.conversation_id::text as "conversationId",
       (select count(*) from placements p where p.conversation_id = m.conversation_id
          and p.sender_id <> m.user_id and p.seq > m.read)::int as unread
     from members m join users u on u.id = m.user_id`,
  )
  const wrong = rows.flatMap((row) => {
    const person = people.find((each) => each.userName === row.userName)
    const line = person?.client.overview
      .getState()
      .lines.find((each) => each.entry.conversation.id === row.conversationId)
    // A direct chat in which nothing was said isn't in the list.
    const shown = line?.state.unread ?? 0
    return shown === row.unread ? [] : [`${row.userName} in ${row.conversationId} shows ${shown} for ${row.unread}`]
  })
  return { examined: rows.length, wrong }
}
