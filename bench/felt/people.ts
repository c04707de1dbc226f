import type pg from 'pg'
import { connect, type NodeClient, signUp } from '@/client/node'
import { PASSWORD, uniqueUserName } from '@/e2e/account'
import { writeConversation } from '@/prisma/seed/write-conversation'

const MINUTE_MS = 60_000

export interface Account {
  readonly userId: string
  readonly userName: string
  readonly fullName: string
}

export async function newAccount(url: string, fullName: string): Promise<Account> {
  const userName = uniqueUserName(fullName)
  const { userId } = await signUp({ url, userName, fullName, password: PASSWORD })
  return { userId, userName, fullName }
}

export const online = (url: string, { userName }: Account): Promise<NodeClient> =>
  connect({ url, userName, password: PASSWORD })

/** What is the last word in a past of theirs. */
export const lastWords = (messages: number): string => `${messages}. `

export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}

/** Chats of one person with new people, each of so many messages that end with words of its own. */
export async function giveChats(url: string, pool: pg.Pool, person: Account, count: number, messages: number) {
  const chats: { id: string; name: string; last: string }[] = []
  for (let at = 0; at < count; at++) {
    const name = `Neighbour ${String(at + 1).padStart(2, '0')}`
    const other = await newAccount(url, name)
    const last = `These are the last words of ${other.userName}.`
    const said = Array.from({ length: messages }, (_, index) => ({
      by: Math.floor(index / 3) % 2 === 0 ? person.userId : other.userId,
      text: index === messages - 1 ? last : `${index + 1}. The light over the harbour was unbelievable this morning.`,
      at: new Date(Date.now() - ((messages - index) * 7 + at) * MINUTE_MS),
    }))
    const createdAt = new Date(Date.now() - (messages * 8 + at) * MINUTE_MS)
    const userIds = [person.userId, other.userId] as const
    const id = await inTransaction(pool, (db) => writeConversation(db, { createdAt, userIds, said, unread: {} }))
    chats.push({ id, name, last })
  }
  return chats
}
