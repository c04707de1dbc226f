import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { SearchHit, SearchMessagesInput, SearchPage } from '@/contracts/search'
import { contentKinds } from '@/server/domain/search/content-kind'
import { hitExcerpt } from '@/server/domain/search/excerpt'
import { isSearchable, readQuery, type Wanted } from '@/server/domain/search/search-query'
import { instantOf } from '../rows'
import { estimate } from './estimate'
import { chooseWay, statementOf } from './plans'
import { questionOf } from './question'

interface Row {
  readonly conversation_id: string
  readonly seq: number
  readonly content: number
  readonly expires_at: Date | null
  readonly message_id: string
  readonly sender_id: string
  readonly sent_at: Date
  readonly text: string
  readonly file_names: string
}

/** Two statements: a sample says which way to the hits is the shortest. @throws KithError `not_found` */
export async function searchMessages(pool: pg.Pool, userId: UserId, input: SearchMessagesInput): Promise<SearchPage> {
  const wanted = readQuery(input.query)
  const question = questionOf(userId, input, wanted)
  const way = chooseWay(question, await estimate(pool, question))
  if (wanted.length > 0 && !isSearchable(wanted)) return { hits: [], cursor: null }
  const { rows } = await pool.query<Row>(statementOf(question, way), [...question.values])
  const page = rows.slice(0, input.limit)
  const last = rows.length > input.limit ? page.at(-1) : undefined
  const cursor = last && (question.order === 'p.seq' ? String(last.seq) : last.message_id)
  return { hits: page.map((row) => hitOf(row, wanted)), cursor: cursor ?? null }
}

function hitOf(row: Row, wanted: readonly Wanted[]): SearchHit {
  return {
    messageId: row.message_id,
    conversationId: row.conversation_id,
    seq: row.seq,
    senderId: row.sender_id,
    sentAt: instantOf(row.sent_at),
    ...(row.expires_at && { expiresAt: instantOf(row.expires_at) }),
    ...hitExcerpt(row.text, row.file_names, wanted),
    content: contentKinds(row.content),
  }
}
