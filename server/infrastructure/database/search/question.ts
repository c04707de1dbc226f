import type { ConversationId, UserId } from '@/contracts/ids'
import type { SearchMessagesInput } from '@/contracts/search'
import { CONTENT_BITS } from '@/server/domain/search/content-kind'
import type { Wanted } from '@/server/domain/search/search-query'
import { waits } from '../requests/asked'

/** A search as SQL: conditions over `m` (members), `t` (messages) and `p` (placements), and the values they name. */
export interface Question {
  readonly conversationId: ConversationId | null
  readonly limit: number
  readonly values: readonly unknown[]
  /** Names all values, so that a statement may leave some of them out. */
  readonly given: string
  readonly members: string
  /** Whether `t` has the words; `true` where none are asked for. */
  readonly words: string
  /** Whether the index over `t` leads to it; null where there is nothing to ask it. */
  readonly indexed: string | null
  /** On `t`: only older ones than the page before had. */
  readonly older: string
  /** On `t`, besides the words. */
  readonly conditions: readonly string[]
  /** On `p`. */
  readonly placement: readonly string[]
  /** What hits are in order of, newest first: a seq in one conversation, the message's id in all. */
  readonly order: 'p.seq' | 't.id'
}

/** What the index is over, to the letter. What it finds may still lack the words. */
const KEY = 'CASE WHEN octet_length(t.search) = length(t.search) THEN t.search ELSE search_key(t.search) END'

export function questionOf(userId: UserId, input: SearchMessagesInput, wanted: readonly Wanted[]): Question {
  const values: unknown[] = []
  const named: string[] = []
  const value = (one: unknown, type: string) => {
    const name = `$${values.push(one)}::${type}`
    named.push(name)
    return name
  }
  const members = [`m.user_id = ${value(userId, 'bigint')}`]
  const { conversationId = null, senderId, kind, after, before, cursor } = input
  // What waits for one's yes is among no chats: it is searched where it is asked for.
  if (conversationId === null) members.push(`NOT ${waits('m')}`)
  if (conversationId !== null) members.push(`m.conversation_id = ${value(conversationId, 'bigint')}`)
  const likes = wanted.map(({ pattern }) => `%${pattern.replace(/[\\%_]/g, '\\$&')}%`)
  const words = likes.length > 0 ? `t.search LIKE ALL(${value(likes, 'text[]')})` : 'true'
  const indexable = wanted.filter(({ indexed }) => indexed).map(({ pattern }) => pattern)
  const indexed = indexable.map((pattern) => `${KEY} LIKE '%' || search_key(${value(pattern, 'text')}) || '%'`)
  const conditions: string[] = []
  if (senderId !== undefined) conditions.push(`t.sender_id = ${value(senderId, 'bigint')}`)
  if (after !== undefined) conditions.push(`t.sent_at >= ${value(after, 'timestamptz')}`)
  if (before !== undefined) conditions.push(`t.sent_at < ${value(before, 'timestamptz')}`)
  const placement = ['p.deleted_by IS NULL']
  if (kind !== undefined) placement.push(`p.content > 0 AND p.content & ${CONTENT_BITS[kind]} <> 0`)
  if (cursor !== undefined && conversationId !== null) placement.push(`p.seq < ${value(cursor, 'bigint')}`)
  const older = cursor !== undefined && conversationId === null ? `t.id < ${value(cursor, 'bigint')}` : 'true'
  const order = conversationId === null ? 't.id' : 'p.seq'
  const { limit } = input
  const given = `given AS (SELECT ${named.join(', ')})`
  return {
    conversationId,
    limit,
    values,
    given,
    members: members.join(' AND '),
    words,
    indexed: indexed.length > 0 ? indexed.join(' AND ') : null,
    older,
    conditions,
    placement,
    order,
  }
}
