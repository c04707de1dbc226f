import pg from 'pg'
import { writeLongConversation } from '@/prisma/seed/long-conversation'
import { userNameKey } from '@/server/domain/user-name'
import { readEnv } from '@/server/env'
import { databaseRetention } from '@/server/infrastructure/database/retention'
import { runningDatabaseUrl } from '@/server/open-database'
import { timesUp } from '@/server/testing/expire'
import { ageInDatabase } from '@/server/testing/retain'

/** Gives two people a past of so many messages, straight into the database; the first has not read the last `unread`. */
export async function givePast(userNames: readonly [string, string], messages: number, unread = 0): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(process.env.KITH_E2E_DATA ?? '') })
  await client.connect()
  try {
    const ids = await Promise.all(userNames.map((userName) => idOf(client, userName)))
    await client.query('begin')
    const userIds = [ids[0] ?? '', ids[1] ?? ''] as const
    await writeLongConversation(client, { userIds, messages, unread, now: new Date() })
    await client.query('commit')
  } finally {
    await client.end()
  }
}

/** Puts two people into so many groups, “Group 1” being the newest. The first of them has archived the oldest. */
export const giveGroups = (userNames: readonly [string, string], count: number): Promise<void> =>
  withPool(async (pool) => {
    const ids = await Promise.all(userNames.map((userName) => idOf(pool, userName)))
    await pool.query(
      `with founded as (
        insert into conversations (kind, name, last_seq, changed_seq, created_at)
        select 'group', 'Group ' || n, 1, 1, now() - n * interval '1 hour' from generate_series(1, $2::int) n
        returning id, name, created_at
      ), logged as (
        insert into log (conversation_id, seq, kind, actor_id, at)
        select id, 1, 'conversation:created', ($1::bigint[])[1], created_at from founded
      )
      insert into members (conversation_id, user_id, role, intervals, joined_seq, changed_seq, read, archived)
      select id, one, 'member', '{[1,)}', 1, 1, 1, one = ($1::bigint[])[1] and name = 'Group ' || $2
      from founded cross join unnest($1::bigint[]) one`,
      [ids, count],
    )
  })

/** Whatever has a timer in the conversation has run out, and so has its own time if it has an end. */
export const expireNow = (conversationId: string): Promise<void> => withPool((pool) => timesUp(pool, conversationId))

/** Longer than anything that another test says: how long things are kept concerns everybody. */
const KEPT_DAYS = { messages: 20_000, files: 10_000 }

/** What the conversation has of these is older than the server keeps it. */
export const outlive = (what: keyof typeof KEPT_DAYS, conversationId: string): Promise<void> =>
  withPool(async (pool) => {
    await databaseRetention(pool).set(KEPT_DAYS)
    await ageInDatabase(pool, conversationId, KEPT_DAYS[what] + 1)
  })

async function withPool(use: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl(process.env.KITH_E2E_DATA ?? ''), max: 1 })
  try {
    await use(pool)
  } finally {
    await pool.end()
  }
}

async function idOf(client: pg.Client | pg.Pool, userName: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id::text from users where user_name_key = $1', [
    userNameKey(userName),
  ])
  return rows[0]?.id ?? ''
}

/** Where the app with this data folder keeps its rows. */
export function databaseUrl(dataFolder: string): string {
  const url = runningDatabaseUrl(readEnv({ KITH_DATA: dataFolder }))
  if (!url) throw new Error(`No Postgres runs in ${dataFolder}.`)
  return url
}
