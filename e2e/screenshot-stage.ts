import { randomUUID } from 'node:crypto'
import { type APIRequestContext, request } from '@playwright/test'
import pg from 'pg'
import { CAST, CAST_PASSWORD } from '@/prisma/seed/cast'
import { timesUp } from '@/server/testing/expire'
import { createAccount, PASSWORD, signIn } from './account'
import { databaseUrl } from './past'
import { type Seeded, ZONE } from './seeded-app'

const HOUR_MS = 3_600_000

/** Somebody who acts without a screen. */
interface Actor {
  readonly id: string
  do<Answer = unknown>(procedure: string, input: object): Promise<Answer>
  /** Into a chat, or to somebody. */
  say(to: { readonly conversationId: string } | { readonly userId: string }, text: string): Promise<void>
}

/**
 * Over the seed: Ana asks strangers first, and is asked; somebody is blocked and reported; Eleni deleted the chat with her; chats disappear and end; files were
 * kept for a year, and one was older.
 */
export async function setStage({ url, dataFolder }: Seeded): Promise<void> {
  const contexts: APIRequestContext[] = []
  const enter = async (userName: string, fullName?: string): Promise<Actor> => {
    const context = await request.newContext()
    contexts.push(context)
    if (fullName) await createAccount(context, url, { userName, fullName })
    await signIn(context, url, userName, fullName ? PASSWORD : CAST_PASSWORD)
    return actor(context, url)
  }
  const [ana, kwame, noam, olek] = await Promise.all(['ana', 'kwame', 'noam', 'olek'].map((name) => enter(name)))
  const [sofia, bruno] = await Promise.all([enter('sofia'), enter('bruno', 'Bruno Lima')])
  const ines = await enter('ines', 'Inês Costa')
  const long = await enter('maximiliane', 'Maximiliane Wolkenstein-Traubenberg zu Hohenfels')
  if (!ana || !kwame || !noam || !olek) throw new Error(`Not everybody of the cast is here: ${CAST.length}`)

  await blockAndReport({ ana, bruno, kwame, sofia })
  const eleni = await enter('eleni')
  await eleni.do('conversations.clear', await eleni.do<Opened>('conversations.openDirect', { userId: ana.id }))
  await ask({ ana, ines, long, noam, olek, kwame })
  await pass({ ana, kwame, sofia }, databaseUrl(dataFolder))
  await Promise.all(contexts.map((context) => context.dispose()))
}

type People<Name extends string> = Readonly<Record<Name, Actor>>

async function blockAndReport({ ana, bruno, kwame, sofia }: People<'ana' | 'bruno' | 'kwame' | 'sofia'>) {
  const { conversationId } = await ana.do<Opened>('conversations.openDirect', { userId: bruno.id })
  await bruno.say({ conversationId }, 'Hi! I have three old bicycles to sell. Cash only.')
  await ana.say({ conversationId }, 'No, thank you.')
  await bruno.say({ conversationId }, 'You’ll be sorry.')
  const market = await ana.do<Opened>('conversations.createGroup', {
    name: 'Flea market',
    userIds: [bruno.id, kwame.id, sofia.id],
  })
  await kwame.say(market, 'Who has the keys to the hall?')
  await bruno.say(market, 'Three old bicycles, cash only!')
  await bruno.say(market, 'Last chance. Really.')
  await sofia.say(market, 'I do. See you at eight.')
  await ana.do('contacts.block', { userId: bruno.id })
  await kwame.do('contacts.report', {
    userId: bruno.id,
    conversationId: market.conversationId,
    seqs: [3, 4],
    note: 'He writes this to everybody in the group, every day.',
  })
  await sofia.do('contacts.report', {
    userId: bruno.id,
    conversationId: null,
    seqs: [],
    note: 'Rude on the phone, too.',
  })
}

async function ask({
  ana,
  ines,
  long,
  noam,
  olek,
  kwame,
}: People<'ana' | 'ines' | 'long' | 'noam' | 'olek' | 'kwame'>) {
  const contacts = (topic: string, exceptions: object[] = []) => ({ topic, audience: 'contacts', exceptions })
  for (const topic of ['chats', 'groups']) await ana.do('me.changePrivacy', contacts(topic))
  await ana.do('me.changePrivacy', {
    ...contacts('lastSeen', [
      { userId: ines.id, allowed: true },
      { userId: olek.id, allowed: false },
    ]),
  })
  await ana.do('notifications.change', {
    hideContent: true,
    quiet: { from: 22 * 60, to: 7 * 60, zone: ZONE },
  })
  await ana.do('me.changePrivacy', { topic: 'typing', audience: 'nobody', exceptions: [] })
  await ines.say({ userId: ana.id }, 'Hello Ana! We met at the market, you sold me the map of the Serra.')
  await ines.say({ userId: ana.id }, 'Do you have the one of the coast, too?')
  await long.say(
    { userId: ana.id },
    'Guten Tag, ich schreibe wegen der Wanderkarten, die Sie im Sommer ausgestellt haben.',
  )
  await ines.do('conversations.createGroup', { name: 'Mushroom walk', userIds: [ana.id] })
  for (const one of [noam, olek])
    await one.do('me.changePrivacy', { topic: 'groups', audience: 'nobody', exceptions: [] })
  await ana.do('conversations.createGroup', { name: 'Book table', userIds: [noam.id, olek.id, kwame.id] })
}

async function pass({ ana, kwame, sofia }: People<'ana' | 'kwame' | 'sofia'>, database: string): Promise<void> {
  const days = { disappearAfterMs: 24 * HOUR_MS, endsAt: new Date(Date.now() + 80 * HOUR_MS).toISOString() }
  const skiing = { name: 'Three days of skiing', userIds: [kwame.id, sofia.id], ...days }
  const ski = await ana.do<Opened>('conversations.createGroup', skiing)
  await kwame.say(ski, 'Who brings the wax?')
  await ana.say(ski, 'I do. And the thermos.')
  const party = await ana.do<Opened>('conversations.createGroup', {
    name: 'Surprise party',
    userIds: [kwame.id],
    endsAt: days.endsAt,
  })
  await kwame.say(party, 'A plum cake at eight')
  await ana.say(party, 'I bring the candles')

  const pool = new pg.Pool({ connectionString: database, max: 1 })
  await timesUp(pool, party.conversationId)
  await pool.query(
    `UPDATE messages SET sent_at = sent_at - interval '400 days' WHERE id = (
       SELECT m.id FROM messages m JOIN placements p ON p.message_id = m.id JOIN conversations c ON c.id = p.conversation_id
       WHERE c.name LIKE 'Saturday hike%' AND m.text <> '' AND m.attached > 0 ORDER BY p.seq DESC LIMIT 1)`,
  )
  await ana.do('admin.setRetention', { messages: null, files: 365 })
  await untilErased(pool, party.conversationId)
  await pool.end()
}

/** The jobs have done what they were to do. */
async function untilErased(pool: pg.Pool, partyId: string): Promise<void> {
  const deadline = Date.now() + 120_000
  for (;;) {
    const { rows } = await pool.query<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM attachments a JOIN messages m ON m.id = a.message_id
         WHERE m.sent_at < now() - interval '365 days')
         OR EXISTS (SELECT FROM placements WHERE conversation_id = $1) AS waits`,
      [partyId],
    )
    if (!rows[0]?.waits) return
    if (Date.now() > deadline) throw new Error('What is over was not erased within two minutes.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

interface Opened {
  readonly conversationId: string
}

async function actor(context: APIRequestContext, url: string): Promise<Actor> {
  const me = await (await context.get(`${url}/api/trpc/me.get`)).json()
  const act = async <Answer>(procedure: string, input: object): Promise<Answer> => {
    const answer = await context.post(`${url}/api/trpc/${procedure}`, { data: input, headers: { origin: url } })
    if (!answer.ok()) throw new Error(`${procedure}: ${await answer.text()}`)
    return (await answer.json()).result.data
  }
  return {
    id: me.result.data.profile.id,
    do: act,
    async say(to, text) {
      const place = 'userId' in to ? { userId: to.userId } : { conversationId: to.conversationId }
      await act('messages.send', {
        clientId: randomUUID(),
        createdAt: new Date().toISOString(),
        text,
        places: [place],
      })
    },
  }
}
